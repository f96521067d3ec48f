using System.Collections.Frozen;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.House.Entities;

/// <summary>
/// The given names one meets most in France and in English-speaking countries: what tells them from family names.
/// </summary>
internal static class FirstNames
{
    private static readonly FrozenSet<string> All = """
        adam adele adeline adrien agathe agnes ahmed aicha alain albert alex alexandra alexandre alexis ali alice aline alison
        amandine ambre amelie amina amir amy anais andre andrea andrew ange angela angelique anissa anna annabelle anne annette annie
        anouk anthony antoine antonin apolline ariane armand arnaud arthur ashley astrid aude audrey augustin aurelie aurelien aurore
        axel baptiste barbara bastien beatrice ben benedicte benjamin benoit bernadette bertrand beth blanche bob brandon brian brice
        brigitte bruno camille capucine carine carl carla carol carole caroline catherine cecile cedric celestine celia celine chantal
        charlene charles charlie charlotte chloe chris christelle christian christiane christina christine christophe cindy claire
        clara clarisse claude claudia claudine clemence clement clementine colette coline constance coralie corentin corinne cyril
        cyrille damien daniel daniele danielle daphne dave debbie deborah delphine denis denise diane didier dimitri dominique donna
        dorian dorothee doug dylan eddy edgar edith edouard edward eleanor elena eleonore eliane elias elisa elisabeth elise elizabeth
        ella ellen elodie eloise elsa emile emilie emily emma emmanuel emmanuelle enzo eric erica erwan esteban estelle esther ethan
        etienne eugenie eva evan eve evelyne fabien fabienne fabrice fanny farid fatima fatou felix fernand fiona flavie flora
        florence florent florian francine francis franck francoise frank fred frederic frederique gabin gabriel gabrielle gael gaelle
        gaetan gary gaspard gaston gemma genevieve geoffrey george georges georgia gerald geraldine gerard germain ghislaine gilbert
        gilles gisele glenn grace greg gregoire gregory guillaume gustave guy gwenaelle habib hakim hamza hannah harry hector helen
        helena helene henri henriette herve holly hortense hubert hugo hugues ian ibrahim ibtissem imane ines irene iris isaac
        isabelle isla ismael jack jacqueline jacques jade jake james jamie jane janine jason jean jeanne jeannine jennifer jenny
        jeremie jeremy jerome jessica jill jim jimmy joan joanna joanne joe joel joelle john johnny jonas jonathan jordan jose joseph
        josephine josette josh joshua josiane joyce judith jules julia julian julie julien juliette justin justine kadir kamel karen
        karim karine kate katherine kathleen kathy katia keith kelly ken kenza kevin khadija kim kirsty kylian laetitia lamia lara
        larry laura laure laurel lauren laurence laurie lea leila lena leo leon leonie leslie lewis liam lili liliane lily lina linda
        lisa lise loic lola lorraine lou louane louis louisa louise louka luc luca lucas lucie lucien lucienne lucile lucy ludivine
        ludovic luke lydia lydie lyes lyna lynn madeleine mael maelle maelys magali maggie malik mamadou mandy manon marc marceau
        marcel marcus margaret margaux margot marguerite maria marianne marie marina marine marion marius mark marlene martha marthe
        martine mary maryse mathieu mathilde mathis matt matteo matthew matthias matthieu maud maurice max maxence maxime maya megan
        mehdi melanie melina melissa mia michael michele micheline mickael mike milan milo mireille mohamed mohammed molly monique
        morgane moussa muriel mustapha myriam nabil nadege nadia nadine nancy naomi nassim natacha natalie nathalie nathan nathaniel
        neil nell nelly nicholas nick nicolas nicole nigel nina nino noa noah noe noel noemie nolan nora norbert nour oceane odette
        odile olga oliver olivia olivier omar oscar ousmane pam pascal pascale patrice patricia patrick paul paula paulette pauline
        peggy peter phil philip philippa philippe pierre pierrick priscilla quentin rachel rachid rania raoul raphael raphaelle
        raymond raymonde rebecca redouane regine regis remi remy renaud rene renee rob robin rodolphe roger roland romain romane romy
        ron rosalie rosie roxane ruben russell ruth ryan sabine sabrina sacha said salim sally salma salome sam samantha sami samia
        samir samuel sandra sandrine sandy sara sarah sasha sean sebastien selim selma serge severine sharon shaun sheila simone sofia
        sofiane solange solene sonia sophia sophie stanislas stella stephane stephanie stephen steve steven sue susan suzanne sven
        sybille sylvain sylvaine sylvie tanguy tania tarik tatiana ted teresa terry theo theodore theophile theresa therese thibault
        thibaut thierry tim timothee timothy tina titouan toby todd tom tony tracy tristan tyler ugo valentin valentine valerie
        vanessa vera veronique vicky victoire victor victoria violette virginie viviane vivien wayne wendy wilfried will william
        xavier yanis yann yannick yasmine yassine yohan yolande youcef youssef yvan yves yvette yvon yvonne zach zacharie zoe
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a word, or the first half of a double name, is one of them.</summary>
    public static bool Contains(string word)
    {
        var folded = Word.Fold(word);
        return All.Contains(folded)
            || (folded.IndexOf('-', StringComparison.Ordinal) is > 0 and var hyphen && All.Contains(folded[..hyphen]));
    }
}
