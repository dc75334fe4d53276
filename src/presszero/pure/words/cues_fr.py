"""French: how people ask, complain, and tell what they went through. All patterns are for levelled text (no accents)."""

import re

from presszero.pure.words.cues import LetterCues

_WH = r"(?:pourquoi|comment|quand|combien|ou|quel|quelle|quels|quelles|qui|si|s'(?=ils?\b)|ce que|ce qui|a quelle|a qui|dans quel)"
_DO = (
    "donnez|envoyez|remboursez|dites|rappelez|reparez|remettez|annulez|corrigez|faites|verifiez|expliquez|rendez|"
    "arretez|mettez|laissez|changez|repondez|confirmez|indiquez|prevenez|retirez|supprimez|echangez|remplacez|ouvrez|"
    "enlevez|installez|publiez|organisez|prevoyez|appliquez|deplacez|deposez|reprenez|livrez|expediez|relancez|fixez|posez|coupez|balayez|eclairez|formez|affichez|baissez|augmentez|revoyez|transmettez|fournissez|traitez|intervenez|passez|venez|agissez|payez|versez|creditez|accordez|convoquez|sanctionnez|avertissez|informez|restituez|renvoyez|adressez|communiquez|precisez|reservez|gardez|tondez|taillez|salez|"
    "cessez|evitez|trouvez|demandez|ajoutez|prolongez|debloquez|tenez|ecrivez|regardez|cherchez|videz|nettoyez"
)

LETTER = LetterCues(
    code="fr",
    question_start=re.compile(
        r"(?:(?:et|mais|alors|donc|ou|aussi|enfin|bonjour),? )?(?:(?:est[ -]ce (?:que|qu')|pourquoi\b|comment (?!allez)|combien\b|quand (?:est|sera|va|vont|aura|pou|est-ce)|a quelle|quelle? (?:est|sont|sera|\w+ (?:est|faut|dois))|qui (?:est|a|va|peut|dois|sera|contacter)|ou (?:est|puis|peut|en|se|dois|sont))"
        r"|(?:puis-je|peut[- ]on|dois-je|(?:pouvez|pourriez)[- ]vous|faut-il|y a-t-il|y aura-t-il|serait-il|sera-t-il|est-il|est-elle|avez-vous|allez-vous|comptez-vous|pensez-vous|existe-t-il|a-t-on|savez-vous|vais-je|ai-je|\w{2,14}-(?:t-)?(?:il|elle|on|ils|elles|nous|je)\b))"
    ),
    wonder=re.compile(
        rf"\b(?:(?:je |nous |j')(?:voudrais|voudrions|aimerais|aimerions|souhaite|souhaiterais|souhaitons|desire|veux|voulons)(?: \w+)? (?:savoir|comprendre|connaitre|demander)\b"
        rf"|(?:je me demand(?:e|ais)(?: aussi| egalement)?|nous nous demandons|j'ignore|je ne (?:comprends|sais|vois) pas) {_WH}\b|(?:dites|expliquez|indiquez)[- ](?:moi|nous) {_WH}\b|(?:me|nous|m') ?(?:dire|indiquer|expliquer|preciser|confirmer) {_WH}\b|ma question est)"
    ),
    request_start=re.compile(
        rf"(?:(?:et|donc|alors|sinon|merci,?|au moins|enfin|aussi|ensuite|mais|de plus|par ailleurs|s'il vous plait,?),? ){{0,2}}(?:(?:{_DO})\b"
        r"|merci de (?!votre|vos|l'|m'avoir|nous avoir|tout|la |le )\w+|merci de bien vouloir|(?:je|nous) vous (?:remercie|remercions) de (?:bien vouloir|me|nous)\b"
        r"|veuillez (?!agreer|recevoir|croire|trouver|noter|accepter|excuser)\w+"
        r"|(?:tout )?ce que (?:je|nous) (?:voudr|veux|voulons|souhait|demand|attend|reclam)\w*(?:,? c'est| ?:))"
    ),
    request=re.compile(
        r"\b(?:il (?:me|nous) serait (?:tres |fort )?agreable (?:que|d[e'])|j'ose(?:rais)? (?:suggerer|demander) qu[e']|(?:je|nous) vous (?:prie|prions|demande|demandons|saurais gre|serais reconnaissante?|serions reconnaissants) (?!d'agreer|de croire|de recevoir|d'accepter)\w+"
        r"|(?:je |nous |j')(?:\w+ )?(?:voudrais|voudrions|souhaite|souhaiterais|souhaitons|aimerais|aimerions|prefererais|prefererions|demande|demandons|exige|exigeons|veux|voulons|attends|attendons|reclame|tiens a|compte sur|espere que vous|espere que le|espere qu')\b"
        r"|(?<!vous )(?<!ne )(?:pouvez|pourriez|voulez|voudriez)[- ]vous\b(?! etre\b)|s'il vous plait|j(?:aimerais|voudrais)\b|vous voudrez bien (?!agreer|noter|trouver|excuser|croire)\w+|(?:je|nous) vous (?:somme|sommons|mets en demeure|mettons en demeure) de\b|\bsvp\b|est-il possible (?:de|que|d')|serait-il possible|il (?:faut|faudrait) (?:donc )?(?:que vous|me|nous|absolument|(?:le|la|les) (?:refaire|corriger|reparer|rectifier|remplacer|annuler|changer|modifier))|vous devez|vous devriez)"
    ),
    not_request=re.compile(
        r"\b(?:(?:voulais|voudrais|tiens a|souhaite|veux|tenais a)(?: \w+| d'abord| avant tout){0,2} (?:vous )?(?:remercier|signaler que|dire (?:(?:un )?(?:grand |immense |tres grand )?(?:merci|bravo)|combien)|ne demand(?:e|ons) pas (?:la lune|l'impossible|grand-chose|de miracle)|feliciter|temoigner|adresser mes)|veuillez (?:agreer|recevoir|croire|trouver|noter|accepter)|je vous prie (?:d'agreer|de croire|de recevoir|d'accepter))"
    ),
    asks_us_to=re.compile(
        r"(?:(?:et|mais|alors|donc|aussi),? )?(?:(?:pouvez|pourriez|voulez|voudriez)[- ]vous (?!me dire|m'expliquer|m'indiquer|me preciser|nous dire|me confirmer|nous expliquer|nous indiquer)|est-il possible (?:de|que|d')|serait-il possible (?:de|que|d'))"
    ),
    second_ask=re.compile(
        rf",? et (?:aussi |ensuite )?(?=(?:{_DO})[- ](?:moi|nous|la|le|les)\b)|"
        r" et (?:aussi |egalement |ensuite )?(?:de |d')?(?=(?:(?:me|nous|le|la|les|lui|leur) |m'|l')?(?!hiver\b|mer\b|notre\b|votre\b|autre\b|entre\b|contre\b|encore\b|apres\b|cher\b|dernier\b|premier\b)\w{3,}(?:er|ir|re) (?:la|le|les|l'|mon|ma|mes|notre|nos|un|une|des|ce|cet|cette|ces|moi|a|au|aux)\b)"
    ),
    failing=re.compile(
        r"\b(?:personne (?:ne|n')|aucune? \w+|rien (?:ne|n')|(?:ne |n')(?!est pas grave)[^.!?;,]{1,30}?\b(?:pas|jamais|plus|rien|aucune?|personne|nulle part)\b"
        r"|sans (?:s'arreter|prevenir|explication|reponse|un mot|raison|motif|avertissement|me|nous|aucune?|meme|qu'on)|en panne|hors service|(?:est|etait|sont|etaient|reste|restee?|deja) (?:ferme|fermee|fermes|complet|complets|plein|vide|bloquee?|eteint)s?"
        r"|casse\w*|fendue?|retreci\w*|abime\w*|dechire\w*|defectueu\w+|manqu(?:e|ait|aient|ent)\b|sale|insalubre|puante?|perdu mon|disparu\w*|faux|fausse|erreur|erron\w+|refus\w+|impoli\w*|grossier\w*|agressi\w+|ignore\w*|en retard|retards?|annule (?:sans|au)|supprime\w*"
        r"|inadmissible|inacceptable|scandaleu\w+|honteu\w+|insupportable|absurde|ridicule|on m'a (?:fait|dit|repondu|refuse|laisse|renvoye|raccroche|envoye)|on nous a (?:fait|dit|refuse|laisse|renvoye)|nous a (?:laisse|refuse|crie|claque)|m'a (?:laisse|refuse|crie|claque|raccroche|mal|hurle|debarque)|(?:recu|facture|debite|preleve|paye)[^.!?;,]{0,30} (?:amende|deux fois|penalite|a tort)|amende|debite\w*|preleve deux fois|deux fois (?:le|la|mon|pour)|au lieu d\w*|(?:passe|passes|passent) (?:devant|sans)|lettre type|une seule caisse|devant (?:tout le monde|tous|toute (?:la|une)|une file|la file|la classe|les autres|mes (?:enfants|collegues))|(?:vous|ils|elles|il|elle|on) [^.!?;,]{1,40}(?:quand|tout de) meme|malgre (?:cela|ca|tout)|(?:je|nous) (?:\w+ )?contest(?:e|ons)|(?:m'|nous )(?:y )?oppos(?:e|ons)|(?:fais|faisons|forme|formons) (?:opposition|recours|appel)|portes? (?:closes?|fermees?|verrouillees?)|rideau (?:baisse|tire|ferme)|(?:guichets?|volets?) (?:clos|fermes?|baisses?)|trop (?:eleve\w*|lent\w*|tard|tot|court|cher|chaud|froid|fort|bruyant|petit\w*)|toujours (?:pas|en panne|ferme\w*|rien|bloque\w*)|bruit|tombe en panne|ne (?:marche|fonctionne|repond)|encore (?:en panne|ferme\w*|une fois)|en morceaux|en miettes|(?:a|ont) (?:ri|hurle|raccroche|crie)\b|insultee?s?|humiliee?s?|deborde(?:nt|ee?s?)?|debordait|moisi\w*|rouille\w*|empeste\w*|pourri\w*|reste (?:ouvert|ferme|allume|eteint|bloque|sans)\w*|depuis (?:le \d|plus de|trois|deux|quatre|des|jeudi|lundi|mardi|mercredi|vendredi|samedi|dimanche)[^.!?]{0,60}|cela fait (?:\w+ ){1,2}(?:semaines?|mois|jours?|ans)|(?:appele|ecrit|signale|relance|telephone)[^.!?;,]{0,30}\b(?:\d|deux|trois|quatre|cinq|plusieurs) fois|(?:a|ont) dit de voir|on note|personne\b|perdu\w*|vole\w*|bloque\w*|coupe\w*|rien n|rats?|ordures|depasse|perime\w*|mouill\w+|inonde\w*|fuit|fuite|dangereu\w*|illisible|introuvable|inaccessible|pas (?:charge|passe|venu|arrive|recu|livre|repondu|rembourse)\w*)\b"
    ),
    judges=re.compile(
        r"\b(?:inadmissible|inacceptable|scandaleu\w+|honteu\w+|insupportable|absurde|ridicule)\b"
    ),
    weakly=re.compile(
        r"\b(?:encore|alors que|pourtant|malgre|toujours|depuis|mais|seule?ment|trop|long\w*|de nouveau|chaque (?:jour|fois|semaine|matin|soir)|deux fois|plein|complet|tard)\b"
    ),
    not_failing=re.compile(
        r"\b(?:aucune (?:presse|urgence|hate|inquietude)|on ne (?:le |la |les |vous )?(?:dit|dira|remercie|felicite|souligne)(?: \w+)? (?:pas|jamais) assez|je sais (?:bien |tres bien )?que (?:le|ce|votre|leur) (?:metier|travail|tache|role) [^.!?;,]*|je (?:ne |n')(?!ai pas recu|ai rien recu|ai jamais recu|ai pas trouve|ai rien trouve|arrive|peux|recois|trouve|ai pas pu|ai plus acces)|je n'en|ce n'est pas (?:grave|urgent|sa faute|leur faute|de sa faute)|nous ne voulons|(?:pere|mere|mari|femme|fils|fille|frere|soeur|papa|maman|grand-mere|grand-pere|compagnon|compagne) (?:ne |n')(?:marche|entend|voit|mange|dort|parle|sort|conduit|travaille|lit|boit|bouge) (?:plus|pas|guere|presque plus)\b)"
    ),
    pleased=re.compile(
        r"\b(?:un grand merci|merci (?:a|au|aux|encore a)|je (?:vous )?remercie (?:le|la|votre|du|de l')|bravo|felicit\w+|gentil\w*|aimable\w*|adorable|ravie?|tres content\w*|excellent\w*|formidable)\b"
    ),
    farewell_start=re.compile(
        r"(?:(?:sans|faute de|a defaut de) (?:une )?(?:reponse|nouvelles?|retour|reaction)(?: (?:ecrite|de votre part|de vous))*,? (?:sous|d'ici|dans|avant)\b(?=[^?]*\b(?:(?:je |j'|nous )(?:m'|me |nous |vous |le |la |les |l'|y )?(?!demander)\w*(?:rai|rons)\b|je vais |nous allons )[^?]*$)|merci (?:d'avance|beaucoup|encore|de votre|pour votre|de l'attention|par avance|a vous|infiniment|[.!,]?$)|je vous remercie (?:d'avance|par avance|de votre|pour votre|de l'attention)|en vous remerciant|dans l'attente(?![^?]*\?)|en attendant(?![^?]*\?)|dans l'espoir|au plaisir|bonne (?:journee|soiree|reception)|veuillez (?:agreer|recevoir|croire|accepter)|je vous prie (?:d'agreer|de croire|de recevoir|d'accepter)|recevez|comment allez-vous|j'espere que vous allez|vous (?:allez )?me (?:direz|dire|repondrez)\b|qui (?:aurait|l'eut|eut) (?:cru|pense|dit|imagine))"
    ),
    earlier_letter=re.compile(
        r"\b(?:je|j'|nous) ?(?:vous )?(?:ai|avais|avons|ecris)? ?(?:deja |aussi )?(?:ecri[st]|envoye|signale|reclame|appele|telephone)\b.{0,80}\b(?:deja|fois|dernier|derniere|avant|semaines?|mois|an|annee|reprises|aussi)\b|\bc'est la \w+ fois que (?:je|j')"
    ),
    said_by=re.compile(
        r"\b(?:a dit|dit-il|dit-elle|a demande|m'a repondu|a repondu|a crie|a lance|m'a demande)\b"
    ),
    leans_back=re.compile(
        r"(?:c'est|c'etait|cela|ca|ce|il|elle|ils|elles|celui-ci|celle-ci|meme|de plus|en plus|la meme|encore) ?(?:est|etait|a|ont|ne|n'|dit|semble)?\b"
    ),
    only_answer_me=re.compile(
        r"(?:(?:et|alors),? )?(?:merci de (?:me |nous )?(?:repondre|l'indiquer|le dire|m'eclairer)|repondez[- ](?:moi|nous)|(?:j'attends|j'aimerais|je voudrais|je souhaite|j'exige) (?:une |votre |des )?(?:reponses?|explications?)|je voudrais (?:le |bien )?(?:savoir|comprendre)|expliquez-moi|je (?:prefere|prefererais|souhaite|voudrais) (?:recevoir )?une (?:reponse|lettre)(?: (?:ecrite|par ecrit|par courrier|personnelle))?)(?:,? (?:svp|s'il vous plait|rapidement|vite|par ecrit|au plus vite))?[ .!?]*$"
    ),
    lead_in=re.compile(
        r"(?:(?:et|mais|alors|donc|aussi|enfin|ensuite|par ailleurs|de plus|d'autre part|deuxiemement|premierement),? )?"
        r"(?:(?:je |nous |j')(?:voudrais|voudrions|aimerais|aimerions|souhaite|souhaiterais|souhaitons|veux)(?: \w+)? (?:savoir|comprendre) |je me demande |merci de (?:bien vouloir )?(?:me |nous |m')(?:dire|indiquer|expliquer|preciser) |(?:bonjour,? )?(?:pouvez|pourriez)[- ]vous (?:me |nous |m')(?:dire|indiquer|expliquer|preciser) |(?:dites|expliquez|indiquez|precisez)-(?:moi|nous) )?"
        r"(?:(?:aussi|egalement|encore|enfin|donc|surtout|svp|s'il vous plait),? )?(?=\w)"
    ),
    border=re.compile(
        r"[,;:] |[,;]? - |,? (?:parce que|parce qu'|alors que|alors qu'|bien que|quand|lorsque|tandis que|depuis que|puisque|mais|et (?:je|nous|que|qu'|il|on|la|le|les)|avant que|apres que|car|si|dont|qui) ?"
    ),
    wishes={
        "no_thanks": re.compile(
            r"ne (?:me|nous) remerciez (?:pas|surtout pas)|(?:inutile|pas besoin|pas la peine|evitez|cessez|sans) de (?:me|nous) remercier|(?:prefererais|aimerais mieux|prefere) que vous ne (?:me|nous) remerci\w+"
        ),
        "no_apology": re.compile(
            r"ne (?:vous excusez|presentez) pas|(?:inutile|pas besoin|pas la peine|evitez) de (?:vous excuser|presenter)|(?:epargnez|gardez)[- ](?:moi |nous )?(?:vos|les) excuses|je ne veux pas (?:d'|de vos )excuses"
        ),
        "no_form_letter": re.compile(
            r"(?:pas|sans|ni|plutot qu'|au lieu d'|evitez|epargnez)(?:[- ]\w+){0,3} (?:une |d'une |de )?(?:lettre|reponse|courrier|message) (?:type|standard|automatique|toute faite|pre-?redigee?)|pas de (?:lettre|reponse|formule|texte|phrase|courrier)s? (?:types?|standards?|automatiques?|toutes? faites?|copie|copiee)|(?:epargnez|evitez)[- ](?:moi |nous )?(?:les|vos) (?:formules|phrases|lettres) (?:types?|toutes faites|creuses)"
            r"|(?:inutile|pas la peine|pas besoin) de (?:m'|me |nous )(?:r?envoyer|adresser|servir) (?:encore )?(?:votre|vos|une|la|les) (?:lettres?|reponses?|courriers?) types?\b"
        ),
        "not_by_phone": re.compile(
            r"ne (?:m'|me |nous )(?:appelez|telephonez|rappelez) (?:pas|plus|surtout pas)|pas (?:d'appels?|de coups? de fil|de telephone)\b|(?:evitez|inutile) de (?:m'|me |nous )(?:appeler|telephoner)"
            r"|ne (?:pas|plus|surtout pas) (?:m'|me |nous )(?:r?appeler|telephoner|joindre (?:au|par) telephone)|pas par telephone|(?:j'entends|j'entend|nous entendons|entends) (?:tres |vraiment |bien )?mal (?:au|par) telephone|n'entends? (?:pas|plus|rien)(?: \w+)? (?:au|par) telephone"
        ),
        "by_phone": re.compile(
            r"(?:appelez|rappelez|telephonez)[- ](?:moi|nous)\b|(?:me|nous|m') ?(?:appeler|rappeler|joindre) (?:au|par telephone)"
        ),
        "in_writing": re.compile(
            r"(?:reponse|repondre|repondez|confirmer|confirmez)(?:[- ]\w+){0,3} par (?:ecrit|courrier|lettre|mail|courriel|e-?mail)|(?:prefere|prefererais|souhaite|voudrais|aimerais) (?:une |votre )?reponse ecrite"
        ),
    },
)
