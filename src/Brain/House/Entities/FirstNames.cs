using System.Collections.Frozen;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.House.Entities;

/// <summary>
/// The given names one meets most in France, in English-speaking countries and among those who came to them: what
/// tells them from family names.
/// </summary>
internal static class FirstNames
{
    private static readonly FrozenSet<string> All = """
        aaron abdel abdelaziz abdelkader abderrahim abdou abdoulaye abigail adam adama adele adeline adrian adrien
        agathe agnes ahmad ahmed aicha aidan aiden ailsa aine aisha aisling aissatou akash akira alain alan alastair
        albert alberto alejandro alessandro alessia alex alexandra alexandre alexis ali alice alicia aline alisha
        alison alistair allison alphonse alvaro amanda amandine amara ambre amel amelia amelie amina aminata amine amir
        amit amrit amy ana anais anand anders andre andrea andreas andrei andrew andrzej ange angela angelique angus
        anil anissa anita anja anjali ankit anna annabelle anne anneliese annette annie anouar anouk anthea anthony
        antoine anton antonia antonin antonio aoife apolline archie ariana ariane arjun arlene armand armelle arnaud
        arthur arun ashley ashok assia astou astrid aude audrey augustin aurelie aurelien aurore axel ayesha ayla ayoub
        aziz baptiste barbara barry bastien beatrice beatriz ben benedicte benjamin benny benoit berenice bernadette
        bernice bertha bertrand beth bethany beverley bhavna bianca bilal billy bintou blaise blanche bob boris
        boubacar bouchra bradley brahim brandon branislav breda brenda brendan brett brian brice bridget brigid
        brigitte bronwyn bruce bruno bryan caitlin callum camille capucine carine carl carla carlos carol carole
        carolina caroline carolyn carrie casey cathal catherina catherine cathy cecile cecilia cedric celestine celia
        celine chaima chandra chantal charlene charles charlie charlotte cheikh cheikhou chetan chiara chidi chinedu
        chloe chris christelle christian christiane christina christine christophe chukwudi cian ciara ciaran cillian
        cindy claire clara clarisse claude claudette claudia claudine claus clemence clement clementine clive clodagh
        clotilde colette colin coline colleen colm conor constance constantin coralie cordelia corentin corinne craig
        cristina cynthia cyril cyrille damien damon daniel daniele danielle daphne daragh darragh darren darryl dave
        debbie deborah declan deepa deepak deepika deirdre delia delphine delroy demba denis denise dennis derek dermot
        desmond diana diane didier diego dieter dilip dimitri dineke dinesh diya djibril dominic dominique donal donald
        donna doreen dorian doris dorothee doug douglas dounia duncan dwayne dylan eamon eamonn eddy edgar edith edna
        edouard edouardo eduardo edward edwin eileen eilish einar eitan elaine eleanor elena eleonore eliane elias elif
        elisa elisabeth elise elizabeth elke ella ellen elmer elodie eloi eloise elsa elspeth emeka emeline emer emi
        emile emilia emilie emily emma emmanuel emmanuelle emre enrique enzo eric erica erik erin ernest ernesto erwan
        esme esra esteban estelle esther ethan etienne euan eugene eugenie eunice eva evan eve evelyne ewa ewan fabien
        fabienne fabrice fadila faical faisal fanny farah fares farid fatima fatimata fatma fatou fatoumata federico
        felicity felix femi fergal fergus fernand fernanda fernando fidel finn fintan fiona flavie flora florence
        florent florian fouad francesca francesco francine francis francisca francisco franck francoise frank franz
        fred frederic frederique frida frieda gabin gabriel gabriela gabrielle gael gaelle gaetan gareth gary gaspard
        gaston gavin gayle gemma genevieve geoffrey george georges georgia georgie georgina geraint gerald geraldine
        gerard gerda gerhard germain gerry ghislaine ghizlane giacomo gianni gilbert giles gilles gillian gina ginette
        giorgio giovanni gisele giulia giuseppe glenn gonzalo gopal gordon grace graeme graham grainne greg gregoire
        gregory greta griet gudrun guido guillaume gunther gurpreet gustave guy gwen gwenaelle gwyneth habib hadrien
        hafid hafida haider hakim halima hamish hamza hanane hannah hannes hans harald harish harold harpreet harriet
        harry harsha hasan hassan hatem hector hedwig heidi heike heinz helen helena helene helga henk henri henriette
        henrik henrique hermann herve hicham hilary hilda holly horst hortense houda howard hubert hugo hugues hussein
        huw iain ian ibrahim ibrahima ibtissem idris ifeanyi ifeoma ignacio igor ilaria ilham ilse ilyes imane imran
        ines inga ingrid iqbal irene iris isaac isabel isabella isabelle isadora iseult ishaan isla ismael ismaila ivan
        ivana iwan jaap jacek jack jackie jacob jacqueline jacques jacqui jade jaime jake jakob jakub jalal jamal james
        jamie jamila jane janet janice janine janos jarek jasmin jasmine jason javier jean jeanette jeanne jeannine
        jeff jeffrey jelena jemima jennifer jenny jens jeremie jeremy jerome jerzy jess jessica jill jim jimmy jitendra
        joachim joan joanna joanne joaquin jochen jodie joe joel joelle joerg johan johanna johannes john johnnie
        johnny jon jonas jonathan jordan jorge joris jose josef joseph josephine josette josh joshua josiane josie
        jovan joyce juan juana juanita judith judy juergen jules julia julian julianna julie julien juliette junaid
        jurgen justin justine jyoti kadiatou kadir kaitlyn kaja kamal kamel kamil kapil karel karen karim karima karin
        karine karl karolina kasia kate katherine kathleen kathryn kathy katia katie katrin katrina kavita kavya keiran
        keisha keith kelly ken kendra kenji kenneth kenza kerry kevin khadija khady khalid kieran kim kiran kirk
        kirsten kirstin kirsty klaus koffi kofi kristen kristin kristina krystyna krzysztof kwame kyle kylian kylie
        laetitia laila lakshmi lamia lamine lara larry lars lassana latif latifa latoya laura laure laurel lauren
        laurence laurie lea leah leanne leena leigh leila lena lennart lenny leo leon leonard leonardo leonie leonora
        leroy lesley leslie lewis liam lidia liesbeth lili liliane lily lina linda lindsay lindsey lionel lisa lisbeth
        lise livia liz lizzie lloyd loic lola lorcan lorena lorenzo lorna lorraine lotfi lotte lou louane loubna louis
        louisa louise louka luc luca lucas lucia luciano lucie lucien lucienne lucile lucy ludivine ludmila ludovic
        luigi luis luisa lukas lukasz luke luuk lydia lydie lyes lyna lynda lyndsey lynn lynne maarten mabel maciej
        maddie madeleine mads mael maelle maelys maeve magali magda magdalena maggie mahesh mahmoud maire mairead
        maisie malcolm maleek malgorzata malik mamadi mamadou mandy manish manoj manolo manon manuela marc marceau
        marcel marcello marcelo marcia marco marcus marek margaret margarita margaux margie margot marguerite maria
        mariam mariama mariame mariana marianna marianne maribel marie marieke mariella marietta marije marijke marina
        marine mario marion marisa marisol marius marjorie mark marko marlene marlon marta martha marthe martina
        martine martyn mary maryam maryse marzena massimo mateo mathieu mathilde mathis matilda matt matteo matthew
        matthias matthieu matthijs maud maureen maurice mavis max maxence maxime maxine maya meera megan megha mehdi
        mehmet meike melanie melina melissa meredith merve mhairi mia micah michael michaela michal michele micheline
        michelle mickael miguel mihai mikael mike mikel mikhail milan mildred millie milo miranda mireille miriam mirko
        mitchell mohamed mohammed mohan mohit moira molly monique morag morgane moritz morten mounia mounir mourad
        moussa moustapha mukesh muna mungo muriel murray mustafa mustapha myles myriam nabil nadege nadia nadim nadine
        nadir nailah naima najat najib nana nancy nanette naoise naoko naomi naresh narinder nassim natacha natalia
        natalie natasha nathalie nathan nathaniel naveed nawal ndeye neha neil nell nelly nerys nestor neville ngozi
        niall niamh nicholas nick nicolas nicole nicolette niels nigel nikhil nikita nikki nils nina nino nisha nitin
        njideka noa noah noe noel noelle noemie nolan nora norbert noreen nour noura nuala nuno obinna oceane odette
        odhran odile oisin okan olaf olamide oleg olena olga oliver olivia olivier oliwia oluwaseun omar oona oriane
        orla orlaith osama oscar oswald othman otto oumar ousmane owen ozlem pablo padraig pam paola paolo parvati
        pascal pascale patrice patricia patrick patrizia patsy paul paula paulette pauline pawan pawel pedro peggy
        pepita percy peter petra petronella phelim phil philip philippa philippe phyllis pierre pierrick piotr pooja
        prakash pranav prashant prateek priscilla priya priyanka quentin rachael rachel rachelle rachid radek rafael
        rafaela rahul rajesh rajiv rakesh ralf ralph ramesh ramon ramona randall randy rania ranjit raoul raphael
        raphaelle rashid rasmus rastko ravi raymond raymonde rebecca redouan redouane reggie reginald regine regis
        reinhard rekha remi remy renaud rene renee rhiannon rhona rhys ricardo riccardo richie rikke rita ritu rob
        roberta roberto robin roddy roderick rodney rodolphe rodrigo roger rohan rohit roisin rokia roland rolf romain
        romana romane romy ron ronald ronan ronnie rosalie rosalind rosaline rosario rosemary rosie rowena roxane ruben
        rui rupert russell ruth ryan ryszard saad sabina sabine sabrina sacha sachin sadia sadio saeed safia safiya
        said saida saif sajid salah salim salimata sally salma salome salvador salvatore salwa sam samantha sami samia
        samiha samir samira samuel samuele sandeep sandra sandrine sandy sanjay sanjeev santiago saoirse sara sarah
        sasha satish seamus sean sebastian sebastien sekou selim selina selma senthil serena serge sergei sergey sergio
        seth severine seydou shabana shahid shakira shalini shane shanice shannon shanthi sharon shaun shawn sheena
        sheila shelley sherry shirley shona shreya siddharth sigrid siham silke silvana silvia simona simone sinead
        siobhan slawomir slimane soeren sofia sofiane sofie solange solene solveig somchai sonia sophia sophie sorcha
        soren souad soufiane souleymane stanislas stanislaw stefan stefania stefanie stefano steffen stella stephane
        stephanie stephen steve steven stuart sudhir sue sukhdeep suki sunil sunita suresh susan suzanne suzie sven
        svetlana swati sybille sylvain sylvaine sylvie sylwia tadeusz tadhg takashi tamara tamsin tanguy tania tanja
        tanvi tanya tara tarik tariq tatiana tatjana ted teddy tendai teresa terry teun thabo thandi theo theodora
        theodore theophile theresa therese thiago thibault thibaut thierno thierry thijs thorsten tiago tilly tim timo
        timothee timothy tina titouan tobias toby todd tom tomas tomasz tony torsten toufik tracey tracy travis trevor
        trish tristan trudy tyler ugo ulf ulla ulrich ulrike ursula usha uwe valentin valentina valentine valerie
        vanessa vasile veena venkat vera veronique vicki vicky victoire victor victoria vijay vikas vikram vinay
        vincenzo violette virginie vishal vittorio vivek viviana viviane vivien vlad vladimir wafa walid walter wanda
        warren wasim wayne wenche wendy werner widad wiktor wilfried wilhelm will willem william winifred winston
        wojciech wolfgang xander xavi xavier yacine yahya yamina yanis yann yannick yara yasin yasir yasmine yassine
        yetunde yoann yogesh yohan yoko yolande youcef younes youssef youssouf yuki yuri yusuf yvan yves yvette yvon
        yvonne zach zacharie zainab zak zakaria zara zbigniew zeinab zeynep zineb zoe zahra zofia zohra zoltan zuzanna
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a word, or the first half of a double name, is one of them.</summary>
    public static bool Contains(string word)
    {
        var folded = Word.Fold(word);
        return All.Contains(folded)
            || (folded.IndexOf('-', StringComparison.Ordinal) is > 0 and var hyphen && All.Contains(folded[..hyphen]));
    }
}
