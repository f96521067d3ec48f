using System.Collections.Frozen;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.House.Entities;

/// <summary>The given names one meets most in France and in English-speaking countries: what tells them from family names.</summary>
internal static class FirstNames
{
    private static readonly FrozenSet<string> All = """
        adam adele adeline adrien agathe agnes aicha alain albert alex alexandre alexandra alexis alice aline alison amandine ambre amelie amina amir
        anais andre andrea andrew ange angela angelique anissa anna annabelle anne annette annie anouk anthony antoine antonin apolline ariane armand
        arnaud arthur astrid aude audrey augustin aurelie aurelien aurore axel baptiste barbara bastien beatrice ben benedicte benjamin benoit bernadette
        bertrand blanche brandon brian brice brigitte bruno camille capucine carine carla carole caroline catherine cecile cedric celestine celia celine
        chantal charles charlene charlie charlotte chloe chris christelle christian christiane christina christine christophe claire clara clarisse claude
        claudine clemence clement clementine colette coline constance corentin corinne coralie cyril cyrille damien daniel daniele danielle daphne
        deborah delphine denis denise diane didier dimitri dominique dorian dorothee dylan eddy edgar edith edouard edward eleonore eliane elena elias elisa
        elisabeth elise elizabeth ella elodie eloise elsa emile emilie emily emma emmanuel emmanuelle enzo eric erica erwan esteban estelle esther ethan etienne
        eugenie eva eve evelyne fabien fabienne fabrice fanny farid fatima fatou felix fernand fiona flavie flora florence florent florian franck francine
        francis francoise frank fred frederic frederique gabin gabriel gabrielle gael gaelle gaetan gaspard gaston genevieve geoffrey george georges
        georgia gerald geraldine gerard germain ghislaine gilbert gilles gisele grace greg gregoire gregory guillaume gustave guy gwenaelle habib hakim hannah
        harry hector helen helena helene henri henriette herve hortense hubert hugo hugues ibrahim ines irene iris isaac isabelle isla jack jacqueline
        jacques jade jake james jamie jane janine jason jean jeanne jeannine jennifer jenny jeremie jeremy jerome jessica joan joanna joel joelle joe john johnny
        jonas jonathan jordan jose joseph josephine josette josiane josh joshua joyce judith jules julia julian julie julien juliette justin justine kamel
        karen karim karine kate katherine kathleen katia kelly ken kenza kevin khadija kim kylian laetitia lamia lara laura laure laurence lauren laurie lea leila
        lena leo leon leonie leslie lili liliane lily lina linda lisa lise loic lola lou louane louis louisa louise louka luc luca lucas lucie lucien
        lucienne lucile lucy ludivine ludovic luke lydia lydie lyna madeleine mael maelle maelys mael magali malik manon marc marcel marceau margaret margaux margot
        marguerite maria marianne marie marina marine marion marius mark marlene martha marthe martine mary maryse mathieu mathilde mathis matt matteo
        matthew matthias matthieu maud maurice max maxence maxime maya megan mehdi melanie melina melissa mia michael michele micheline mickael mike
        milan milo mireille mohamed mohammed monique morgane moussa muriel mustapha myriam nadege nadia nadine nancy naomi nassim natacha nathalie nathan nathaniel
        nell nelly nicholas nick nicolas nicole nina nino noa noah noe noel noemie nolan nora norbert oceane odette odile olga oliver olivia olivier
        omar oscar pascal pascale patrice patricia patrick paul paula paulette pauline peggy pierre pierrick priscilla quentin rachel rachid raoul raphael
        raphaelle raymond raymonde rebecca regine regis remi remy renaud rene renee robin rodolphe roger roland romain romane romy rosalie
        roxane ruben ruth ryan sabine sabrina sacha said salma salome sam samir samantha samuel sandra sandrine sara sarah sasha sean sebastien selim selma serge
        severine sharon simone sofia sofiane solange solene sonia sophia sophie stanislas stella stephane stephanie stephen steve steven suzanne sven sybille sylvain sylvaine
        sylvie tanguy tania tatiana teresa theo theodore theophile therese thibault thibaut thierry tim timothee timothy titouan tom tony tracy tristan ugo valentin
        valentine valerie vanessa vera veronique victor victoire victoria violette virginie vivien viviane wendy wilfried will william xavier yann yannick yasmine
        yohan yolande youcef youssef yvan yves yvette yvon yvonne zacharie zoe ali ahmed amy ashley beth bob carol carl claudia cindy dave debbie donna doug
        eleanor ellen evan gary gemma glenn holly ian jill jim jimmy joanne josephine kathy keith kirsty larry laurel lewis liam linda lorraine lynn
        maggie mandy marcus melanie molly natalie neil nigel pam peter phil philip philippa philippe rob ron rosie russell sally sandy shaun sheila sue susan ted
        terry theresa tina toby todd tyler vicky wayne zach hamza ibtissem imane ismael kadir lyes mamadou nabil nour ousmane rania redouane salim sami samia tarik yanis yassine
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a word, or the first half of a double name, is one of them.</summary>
    public static bool Contains(string word)
    {
        var folded = Word.Fold(word);
        return All.Contains(folded) || (folded.IndexOf('-', StringComparison.Ordinal) is > 0 and var hyphen && All.Contains(folded[..hyphen]));
    }
}
