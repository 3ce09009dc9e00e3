"""What models say about their answers in languages other than English: one table a language, all with the same slots.

The forms were written down from knowledge of the languages; they are patterns over text in lower case.
"""

from __future__ import annotations

from typing import NamedTuple


class Tongue(NamedTuple):
    """The words of one language for talk about the answer.

    Attributes:
        hints: of which one stands in every claim; they rule most texts out.
        sure: agreement that a mark must follow ("Sure!").
        phrases: openings that need nothing else: offers, thanks, praise of the question, "as an AI", "here you are".
        here: what announces an answer, if a noun or a colon follows.
        nouns: what a response may be called.
        this: what makes such a noun the response.
        meets: following, respecting, being in line with.
        wants: instructions, requirements, criteria.
        asked: "as you asked", whole.
        done: (have been) followed, respected.
        have: "I have followed", "I have made sure".
        units: in which length is told.
        counted: "number of words", whole.
        spaced: whether blanks stand between words.
    """

    hints: tuple[str, ...]
    sure: str
    phrases: str
    here: str
    nouns: str
    this: str
    meets: str
    wants: str
    asked: str
    done: str
    have: str
    units: str
    counted: str
    spaced: bool = True


FRENCH = Tongue(
    hints=("consigne", "instruction", "exigence", "contrainte", "critère", "demand", "attentes", "mots",
           "phrases", "caractères", "paragraphes", "règles"),
    sure="bien sûr|certainement|absolument|tout à fait|d'accord|entendu|compris|avec plaisir|volontiers|bien entendu",
    phrases=r"je serais? (?:ravie?|heureu(?:x|se)) de|je vais (?:vous |t'|te )?(?:aider|rédiger|écrire|expliquer|"
            r"présenter)"
            r"|merci (?:pour|de) (?:votre|ta) (?:question|demande|message)|(?:quelle )?(?:excellente|bonne|"
            r"très bonne) question"
            r"|en tant qu'(?:ia|intelligence artificielle|assistant|modèle de langage)",
    here="voici|voilà|ci-dessous|vous trouverez ci-dessous",
    nouns="réponse|texte|poème|histoire|récit|lettre|e-mail|mail|courriel|article|résumé|liste|paragraphe|essai|"
          "discours|"
          "version|traduction|explication|dialogue|chanson|haïku|exemple|proposition|plan|recette|critique|phrase",
    this="cette|cet|ce|la présente|ma|mon",
    meets=r"respect\w+|sui(?:t|vent)|répond\w*|satisfai\w+|rempli\w+|conforme\w*",
    wants="consignes?|instructions?|exigences?|contraintes?|critères?|demandes?|attentes|règles?",
    asked=r"(?:comme|ainsi que|tel que|telle que) (?:vous (?:l'avez )?|tu (?:l'as )?)?(?:demandée?|souhaitée?)s?\b"
          r"|(?:conformément à|selon|suivant|en respectant|dans le respect de|en accord avec) "
          r"(?:toutes )?(?:vos|tes|votre|ta) (?:consignes|instructions|exigences|contraintes|critères|demandes?)",
    done=r"respectée?s|suivie?s|remplie?s|satisfaite?s|prise?s en compte",
    have=r"j'ai (?:bien |scrupuleusement |soigneusement )?(?:respecté|suivi|veillé|évité|pris soin|tenu compte)",
    units="mots|caractères|phrases|paragraphes|lignes",
    counted=r"nombre (?:total )?de (?:mots|caractères|phrases)",
)  # fmt: skip
SPANISH = Tongue(
    hints=("instrucci", "requisito", "criterio", "restricci", "solicit", "pedi", "palabras", "oraciones",
           "caracteres", "párrafos", "reglas", "indicaciones", "expectativas"),
    sure="claro(?: que sí)?|por supuesto|desde luego|ciertamente|de acuerdo|entendido|con (?:mucho )?gusto|"
         "sin problema",
    phrases=r"(?:estaré|estaría) encantad[oa] de|(?:me )?encantaría ayudar|(?:gracias|muchas gracias) por (?:tu|su) "
            r"(?:pregunta|consulta|solicitud|mensaje)|(?:qué )?(?:excelente|buena|gran|interesante) pregunta"
            r"|como (?:una? )?(?:ia|inteligencia artificial|modelo de lenguaje|asistente virtual)|voy a (?:escribir|"
            r"ayudarte)",
    here=r"aquí (?:tienes?|te (?:presento|dejo|muestro)|le presento|está|se presentan?|van?)|a continuación|he aquí",
    nouns="respuesta|eslogan|tuit|publicación|texto|poema|historia|cuento|relato|carta|correo|artículo|resumen|lista|párrafo|ensayo|discurso|"
          "versión|"
          "traducción|explicación|diálogo|canción|haiku|ejemplo|propuesta|plan|receta|reseña|análisis|guía",
    this="esta|este|la presente|el presente|mi",
    meets=r"cumpl\w+|sigu\w+|respet\w+|satisfac\w+|se ajusta\w*|se adhiere\w*|acorde",
    wants="instrucciones|instrucción|requisitos?|criterios?|restricciones|restricción|solicitud|petición|indicaciones|"
          "reglas|"
          "expectativas",
    asked=r"(?:tal )?(?:como|según) (?:lo )?(?:solicitado|pedido|indicado|has pedido|me pediste|pediste|solicitaste|"
          r"solicitó)"
          r"|(?:de acuerdo con|conforme a|según|siguiendo|cumpliendo(?: así)? con|respetando) (?:todas |todos )?"
          r"(?:tus|sus|tu|su) (?:instrucciones|requisitos|criterios|indicaciones|solicitud|petición)"
          r"|cumpliendo así con (?:el requisito|la solicitud|los requisitos)",
    done=r"(?:se han )?(?:cumplido|seguido|respetado)|cumplid[oa]s?|seguid[oa]s|respetad[oa]s|satisfech[oa]s",
    have=r"he (?:seguido|cumplido|respetado|evitado|procurado)|me he asegurado",
    units="palabras|caracteres|oraciones|frases|párrafos|líneas",
    counted=r"(?:número|total|recuento|conteo|cantidad) (?:total )?de (?:palabras|caracteres|oraciones)",
)  # fmt: skip
PORTUGUESE = Tongue(
    hints=("instruç", "requisito", "critério", "restriç", "solicit", "pedi", "palavras", "frases",
           "caracteres", "regras", "parágrafos"),
    sure="claro(?: que sim)?|com certeza|certamente|é claro|entendido|com (?:muito )?prazer|sem problemas?",
    phrases=r"(?:ficarei|ficaria|terei) (?:feliz|prazer) em|adoraria ajudar|(?:muito )?obrigad[oa] (?:por|"
            r"pela) (?:sua|tua|"
            r"perguntar)|(?:que )?(?:ótima|excelente|boa) pergunta|como (?:uma? )?(?:ia|inteligência artificial|"
            r"modelo de linguagem)",
    here=r"aqui (?:está|estão|vai|vão|tem)|segue(?:m)?(?: abaixo)?|abaixo (?:está|estão|segue)|eis",
    nouns="resposta|texto|poema|história|conto|carta|e-mail|artigo|resumo|lista|parágrafo|ensaio|redação|discurso|"
          "versão|"
          "tradução|explicação|diálogo|canção|haicai|exemplo|proposta|plano|receita|resenha",
    this="esta|este|a presente|o presente|minha|meu",
    meets=r"cumpr\w+|segu\w+|respeit\w+|atend\w+|satisfaz\w*|está de acordo",
    wants="instruções|requisitos?|critérios?|restrições|solicitação|pedido|regras|exigências|diretrizes",
    asked=r"(?:tal )?(?:como|conforme) (?:foi )?(?:solicitado|pedido|você pediu|solicitou|pediste)\b"
          r"|(?:de acordo com|conforme|seguindo|respeitando) (?:todas |todos )?(?:as |os )?(?:suas|seus|seu|sua|tuas) "
          r"(?:instruções|requisitos|critérios|pedido|solicitação|diretrizes)",
    done=r"cumprid[oa]s|seguid[oa]s|respeitad[oa]s|atendid[oa]s",
    have=r"(?:eu )?(?:segui|cumpri|respeitei|evitei|certifiquei-me|garanti)",
    units="palavras|caracteres|frases|parágrafos|linhas",
    counted=r"(?:número|total|contagem|quantidade) (?:total )?de (?:palavras|caracteres|frases)",
)  # fmt: skip
ITALIAN = Tongue(
    hints=("istruzion", "requisit", "criter", "vincol", "richiest", "chiesto", "parole", "frasi", "caratteri",
           "paragrafi", "regole", "indicazioni"),
    sure="certo|certamente|assolutamente|naturalmente|va bene|d'accordo|capito|ricevuto|con piacere|volentieri|"
         "ma certo",
    phrases=r"(?:sarò|sarei) (?:felice|lieto|lieta) di|grazie per (?:la tua|la sua|aver)|(?:che )?(?:ottima|bella|"
            r"buona|"
            r"eccellente) domanda|(?:come|in quanto) (?:ia|intelligenza artificiale|modello linguistico)",
    here=r"ecco(?:ti|lo|la)?|di seguito|qui sotto",
    nouns="risposta|testo|poesia|storia|racconto|lettera|e-mail|email|articolo|riassunto|elenco|lista|paragrafo|saggio|"
          "discorso|versione|traduzione|spiegazione|dialogo|canzone|haiku|esempio|proposta|piano|ricetta|recensione",
    this="questa|questo|la presente|il presente|la mia|il mio",
    meets=r"rispett\w+|segu\w+|soddisf\w+|è conforme|è in linea|rispond\w+",
    wants="istruzioni|requisit[io]|criter[io]|vincol[io]|richiest[ae]|regole|indicazioni|linee guida",
    asked=r"(?:come|così come) (?:mi )?(?:da te |hai |avete )?(?:richiesto|chiesto|indicato)\b"
          r"|(?:secondo|in base al?le|conformemente al?le|seguendo|nel rispetto del?le|"
          r"rispettando) (?:tutte )?(?:le )?(?:tue|sue|vostre) "
          r"(?:istruzioni|richieste|indicazioni)|come da (?:tua |sua )?richiesta",
    done=r"rispettat[ei]|seguit[ei]|soddisfatt[ei]",
    have=r"ho (?:rispettato|seguito|evitato|fatto in modo|cercato)|mi sono assicurat[oa]",
    units="parole|caratteri|frasi|paragrafi|righe",
    counted=r"(?:numero|totale|conteggio) (?:totale )?(?:di|delle|dei) (?:parole|caratteri|frasi)",
)  # fmt: skip
GERMAN = Tongue(
    hints=("anweisung", "vorgabe", "anforderung", "kriterien", "gewünscht", "verlangt", "gefordert", "wörter",
           "wort", "sätze", "zeichen", "absätze", "regeln", "anfrage", "wunsch", "bedingung"),
    sure="sicher|natürlich|selbstverständlich|gerne?|klar|okay|verstanden|alles klar|aber gerne?|kein problem|na klar",
    phrases=r"ich (?:helfe|schreibe|erkläre) (?:dir|ihnen) (?:gerne?|sehr gerne?)|(?:vielen )?dank(?:e)? für (?:deine|"
            r"ihre) "
            r"(?:frage|anfrage|nachricht)|(?:das ist eine |eine |was für eine )?(?:gute|tolle|interessante|spannende|"
            r"ausgezeichnete) frage"
            r"|als (?:ki|künstliche intelligenz|sprachmodell|ki-modell|ki-sprachmodell|ki-assistent)",
    here=r"hier (?:ist|sind|kommt|findest du|finden sie)|im folgenden|nachfolgend|unten (?:ist|findest|finden)",
    nouns="antwort|text|gedicht|geschichte|erzählung|brief|e-mail|artikel|zusammenfassung|liste|absatz|aufsatz|rede|"
          "version|"
          "übersetzung|erklärung|dialog|lied|haiku|beispiel|vorschlag|plan|rezept|rezension|entwurf|fassung",
    this="dieser|diese|dieses|die obige|der obige|meine|mein|das obige",
    meets=r"erfüll\w+|entspr\w+|befolg\w+|folgt|hält|beachte\w*|einhält|berücksichtig\w+|gemäß",
    wants="anweisung(?:en)?|vorgaben?|anforderung(?:en)?|kriterien|regeln|bedingungen|anfrage|wünsche[n]?|wunsch",
    asked=r"wie (?:von (?:dir|ihnen) )?(?:gewünscht|verlangt|gefordert|angefordert|erbeten|vorgegeben)\b"
          r"|(?:gemäß|entsprechend|nach|laut) (?:all )?(?:deine[nrm]?|ihre[nrm]?|den|der) "
          r"(?:anweisung(?:en)?|vorgaben?|anforderung(?:en)?|kriterien|anfrage|wünschen|wunsch)",
    done=r"erfüllt|befolgt|eingehalten|beachtet|berücksichtigt",
    have=r"ich habe (?:darauf geachtet|alle|mich an|vermieden|sichergestellt|die vorgaben|die anweisungen)",
    units="wörtern?|worte|zeichen|sätzen?|absätzen?|zeilen",
    counted=r"(?:wort|wörter|zeichen|satz)(?:an)?zahl|anzahl der (?:wörter|zeichen|sätze)",
)  # fmt: skip
RUSSIAN = Tongue(
    hints=("инструкци", "требовани", "услови", "критери", "ограничени", "просили", "просьб", "слов", "символ",
           "предложени", "знаков", "указани", "правил"),
    sure="конечно|разумеется|безусловно|хорошо|понятно|понял|поняла|с удовольствием|без проблем|ладно|конечно же",
    phrases=r"(?:я )?(?:буду рада?|с радостью|рада?) помо(?:чь|гу)|спасибо за (?:ваш|твой|интересный|вопрос)|"
            r"(?:отличный|хороший|"
            r"интересный|прекрасный) вопрос|как (?:ии|искусственный интеллект|языковая модель)|я (?:напишу|расскажу|"
            r"помогу) (?:вам|тебе)",
    here=r"вот|ниже (?:приведен\w*|представлен\w*|приведён\w*)|представляю вам",
    nouns=r"ответ\w*|текст\w*|стих\w*|рассказ\w*|истори\w+|письм\w+|стать\w+|резюме|спис\w+|абзац\w*|эссе|реч\w+|"
          r"верси\w+|"
          r"перевод\w*|объяснени\w+|диалог\w*|песн\w+|хайку|пример\w*|план\w*|рецепт\w*|отзыв\w*",
    this="этот|эта|это|данный|данная|данное|мой|моя",
    meets=r"соответству\w+|отвеча\w+|соблюда\w+|удовлетворя\w+|выполня\w+|следу\w+",
    wants=r"инструкци\w+|требовани\w+|услови\w+|критери\w+|ограничени\w+|просьб\w+|указани\w+|правил\w*",
    asked=r"как (?:вы |ты )?(?:и )?(?:просили|просил|просила|требовалось|запрошено|было запрошено)"
          r"|(?:согласно|в соответствии с|следуя|по) (?:вашим|вашими|вашей|вашему|твоим|твоими) (?:\w+ )?"
          r"(?:инструкци\w+|требовани\w+|услови\w+|указани\w+|просьб\w+|запрос\w*)",
    done=r"соблюден\w*|соблюдён\w*|выполнен\w*|учтен\w*|учтён\w*",
    have=r"я (?:постарал(?:ся|ась) )?(?:соблю\w+|выполнил\w*|учел|учёл|учла|избегал\w*|следовал\w*)",
    units=r"слов[ао]?|символ\w*|предложени\w+|абзац\w*|строк\w*|знак\w*",
    counted=r"количество (?:слов|символов|предложений|знаков)|объ[её]м(?: текста)?",
)  # fmt: skip
JAPANESE = Tongue(
    hints=("指示", "要求", "要件", "条件", "依頼", "文字", "リクエスト", "指定", "制約"),
    sure="もちろん(?:です)?|かしこまりました|承知(?:いた)?しました|わかりました|分かりました|了解(?:です|しました)|"
         "承りました",
    phrases="喜んで(?:お手伝い|お答え|ご説明)|ご質問ありがとうございます|ご質問いただき|(?:素晴らしい|良い|いい|"
            "興味深い)(?:ご)?質問(?:です|ですね)"
            "|(?:(?!が、)[^。\\n]){0,60}(?:について|を)[^。\\n]{0,20}(?:説明|紹介|解説|お答え|回答)(?:いた)?します。|"
            "aiとして|私はai|aiアシスタントとして",
    here="以下(?:に|は|が|の通り)|こちら(?:が|は|に)|下記(?:に|は)|次の(?:通り|とおり)",
    nouns="回答|答え|文章|詩|物語|手紙|メール|記事|要約|リスト|段落|エッセイ|作文|スピーチ|翻訳|説明|会話|歌詞|俳句|"
          "例|案|レシピ|レビュー",
    this="この|上記の|以上の|本|上の",
    meets="満たし|従っ|沿っ|準拠し|守っ|則っ|遵守し|応え",
    wants="指示|要求|要件|条件|ご依頼|依頼|リクエスト|ご要望|制約|指定",
    asked="(?:ご依頼|ご要望|ご指示|ご指定|ご希望|リクエスト)(?:の通り|のとおり|通り|どおり|に従い|に従って|に沿って|"
          "に応じて|に基づき)",
    done="満たし(?:ました|ています)|守りました|守っています|遵守しました|クリアしています",
    have="(?:すべて|全て|全部)の",
    units="文字|字|単語|語|文|段落|行",
    counted="(?:総)?文字数|(?:総)?単語数|語数|字数",
    spaced=False,
)  # fmt: skip
CHINESE = Tongue(
    hints=("要求", "指示", "指令", "条件", "约束", "限制", "規則", "规则", "字数", "字數", "字", "请求", "請求"),
    sure="当然(?:可以)?|當然(?:可以)?|好的|没问题|沒問題|可以的|明白了?|收到|了解|遵命|没有问题",
    phrases="很高兴(?:能)?(?:为您|为你|帮助|帮)|很高興(?:能)?(?:為您|為你|幫助)|感谢(?:您|你)的(?:提问|问题|请求)|"
            "(?:这|這)是一?个?個?(?:很)?(?:好|有趣)的(?:问题|問題)"
            "|好问题|作为(?:一个|一名)?(?:ai|人工智能|语言模型)|作為(?:一個|一名)?(?:ai|人工智慧|語言模型)|我(?:来|來|"
            "会|會|将|將)(?:为|為|帮|幫|写|寫|给|給)",
    here="以下(?:是|为|為)|下面(?:是|为|為)|这是|這是|这里(?:是|有)",
    nouns="回答|答案|内容|全文|回复|文章|文本|诗|詩|故事|信|邮件|摘要|总结|列表|段落|散文|演讲|演講|版本|翻译|翻譯|解释|说明|"
          "對話|对话|歌词|例子|方案|食谱|评论|短文",
    this="这篇|这个|这首|这段|这份|这封|此|本|以上|上述|上面的|該|该|這篇|這個|這首|這段",
    meets="符合|满足|滿足|遵循|遵守|按照",
    wants="要求|指示|指令|条件|條件|约束|限制|规则|規則|请求|請求",
    asked="(?:按照|根据|依照|遵照|按|应|應|根據)(?:您|你)的(?:要求|指示|请求|請求|指令)|(?:如|正如)(?:您|"
          "你)(?:所)?(?:要求|愿|請求|请求)",
    done="(?:均|都|全部|已|已经|皆)+(?:满足|滿足|符合|遵守|遵循)",
    have="我(?:已|已经|已經)?(?:遵循|遵守|确保|確保|满足|按照|避免)了?",
    units="个字|個字|字|个词|词|个?句|句话|句話|段|行",
    counted="(?:总|總|全文)?字数|(?:总|總|全文)?字數|(?:总|總)?词数",
    spaced=False,
)  # fmt: skip
TONGUES = (FRENCH, SPANISH, PORTUGUESE, ITALIAN, GERMAN, RUSSIAN, JAPANESE, CHINESE)
