package synth

// The family names are made up in the manner of the many tongues of an inner
// London borough, so that no pair of names should be a real person's.

var givenNames = []string{
	"Aaliyah", "Abdi", "Ada", "Adwoa", "Aisha", "Alfie", "Amara", "Amina", "Amir", "Ana", "Anton", "Anya", "Ayo", "Bea", "Ben", "Bilal",
	"Blessing", "Callum", "Camila", "Chidi", "Chloe", "Christian", "Dami", "Daniela", "Danny", "Dario", "Darnell", "Deborah", "Dilan", "Ebony",
	"Eden", "Efe", "Elena", "Eli", "Elif", "Ella", "Emeka", "Esther", "Eva", "Farah", "Fatou", "Femi", "Finn", "Freya", "Gabriel", "Gloria",
	"Grace", "Habib", "Hana", "Harley", "Hassan", "Ife", "Imani", "Ines", "Isaac", "Isla", "Ivo", "Jaden", "Jamal", "Jasmine", "Joel", "Jonah",
	"Kai", "Kareem", "Keira", "Kemi", "Khadija", "Kofi", "Kwame", "Laila", "Leo", "Leon", "Lexi", "Liam", "Lola", "Luca", "Lucia", "Malik",
	"Maria", "Marlon", "Mateo", "Maya", "Mehmet", "Mia", "Micah", "Miguel", "Mina", "Musa", "Nadia", "Naomi", "Nathan", "Nia", "Noor", "Nuno",
	"Oscar", "Owen", "Patience", "Pedro", "Priya", "Rafi", "Rania", "Reece", "Rhea", "Rosa", "Ruby", "Sade", "Salma", "Samir", "Sana", "Sofia",
	"Summer", "Tariq", "Tatiana", "Temi", "Theo", "Tia", "Tobi", "Tyrell", "Uma", "Valentina", "Wale", "Yara", "Yasin", "Yusuf", "Zain", "Zara", "Zofia",
}

var familyNames = []string{
	"Abenorti", "Achterby", "Adebrand", "Adekolu", "Afolashe", "Agyefin", "Akintoro", "Alberrow", "Aldemir-Kose", "Amoakohe", "Ansahene", "Arkwold",
	"Asantewo", "Ashdownley", "Balogade", "Barrowmere", "Bellacourt", "Bengosa", "Birchenow", "Boatengwa", "Bramblecote", "Bukolari", "Cardenosa",
	"Carvalhosa", "Chidobe", "Chowdhuree", "Coppardine", "Cortezano", "Cranwold", "Dacostelo", "Dalrymont", "Danquaye", "Demirhan", "Diallobe",
	"Dovercombe", "Ekwuemi", "Eldersham", "Emenali", "Esperanco", "Fairbourn", "Farahade", "Fernandello", "Figueirosa", "Fofanah-Lee", "Gallowmere",
	"Garciano", "Gebreselam", "Glenhollow", "Gyamfira", "Hallowby", "Hasanoglu", "Hazelgrave", "Hernandero", "Hossainur", "Ibrahimo", "Idowuna",
	"Igwebu", "Ilesanmo", "Islamodi", "Jacobsworth", "Jallowa", "Joaquimo", "Kamaragh", "Karimzai", "Kebbahe", "Kelloway-Orr", "Kingscombe", "Kowalisz",
	"Kuforijo", "Lamptolo", "Larbiwa", "Lindenhall", "Lopesanto", "Mahmoudur", "Mansarey", "Maplethorne", "Marchetto", "Martinhal", "Mbekane",
	"Mensahene", "Merriden", "Mohamedi", "Montserro", "Moyosore", "Nartelo", "Ndlovani", "Nettlebrook", "Nkrumade", "Nowakiel", "Nwankori", "Obengfa",
	"Odusanyo", "Ogunleyo", "Okaforte", "Okonjibe", "Oliveirado", "Onyekaro", "Osmanli-Rae", "Owusuma", "Oyelakin-Moss", "Palmerstow", "Patelwar",
	"Pereirinha", "Pinnockby", "Quarshelo", "Quillfeather", "Rahmanov", "Redfernley", "Ribeirado", "Rodriguel", "Rowancroft", "Saidullo", "Salisuna",
	"Santiagor", "Sesayo", "Sharifi-Dunn", "Silvestrao", "Singhera", "Stonebeck", "Suleimano", "Tambadou", "Tavareso", "Teklemar", "Thornquist-Bay",
	"Tshabane", "Turaydou", "Umehani", "Vasilescu-Orme", "Vieirado", "Wanjiruke", "Warsamo", "Westerholt-Ash", "Whitlowe", "Wolderufe", "Yeboahne",
	"Yildirmaz", "Youssefi-Hart", "Zamorano-Kee", "Zielonkas", "Zubairoh",
}
