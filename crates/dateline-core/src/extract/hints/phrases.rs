//! The stock phrases, by what they announce.

/// Groups of stock phrases.
pub const PHRASE_GROUPS: usize = 16;

/// Phrases in lower case, letters and digits only with single spaces between; `^` is the start of a block, `$` its end.
/// A phrase without either stands anywhere where a word starts; it ends on a border where it is written with a space
/// behind it. Bars part them. Each has three bytes or more.
pub const PHRASES: [&str; PHRASE_GROUPS] = [
    // 0: more to read
    "^ read more|^ read also|^ read next|^ also read|^ related |^ more on |^ more from |^ see also |^ see more\
     |^ recommended |^ recommend |^ most popular|^ most read|^ trending |^ latest |^ up next|^ don t miss\
     |^ you may |^ you might |^ read the full|^ continue reading|^ similar posts|^ similar articles\
     |^ you ll also like|^ read full|^ click here|^ watch |^ listen |^ more stories|^ top stories|^ in other news\
     |^ in pictures|^ view more|^ find out more|^ learn more|^ learn how|^ discover more|^ keep reading\
     |^ further reading|^ what to read|^ mehr zum|^ mehr zu |^ lesen sie|^ weiterlesen|^ lesen sie auch\
     |^ auch interessant|^ ähnliche artikel|^ ähnliche beiträge|^ zum thema|^ mehr lesen|^ das könnte|^ weitere \
     |^ lire aussi|^ à lire|^ a lire|^ lire la suite|^ voir aussi|^ articles similaires|^ vous aimerez\
     |^ à découvrir|^ sur le même|^ lee también|^ también te puede|^ artículos relacionados\
     |^ entradas relacionadas|^ lea también|^ leer más|^ te puede interesar|^ ver también|^ más información\
     |^ más sobre|^ noticias relacionadas|^ relacionad|^ leia também|^ você pode gostar|^ você também pode\
     |^ talvez você|^ artigos relacionados|^ posts relacionados|^ leia mais|^ veja também|^ saiba mais\
     |^ leggi anche|^ articoli correlati|^ ti potrebbe|^ leggi tutto|^ per approfondire|^ potrebbe interessarti\
     |^ guarda anche|^ lees ook|^ gerelateerd|^ meer lezen|^ lees meer|^ bekijk ook|^ meer over|^ les også\
     |^ läs också|^ läs mer|^ läs även|^ lue myös|^ læs også|^ læs mere|^ czytaj także|^ czytaj też|^ zobacz także\
     |^ powiązane|^ podobne|^ zobacz też|^ czytaj więcej|^ přečtěte si|^ čtěte také|^ mohlo by vás|^ olvassa el\
     |^ kapcsolódó|^ citește și|^ vezi și|^ ayrıca |^ bunlar da|^ ilgili haber|^ читайте также|^ вам может\
     |^ похожие |^ рекомендуем|^ смотрите также|^ читать далее|^ по теме|^ материалы по теме|^ читайте також\
     |^ дивіться також|^ читай още|^ اقرأ أيضا|^ اقرأ ايضا|^ اقرأ المزيد|^ 相关|^ 猜你喜欢|^ 你可能|^ 延伸阅读|^ 推荐|^ 更多|^ 相關\
     |^ 延伸閱讀|^ 関連|^ おすすめ|^ あわせて|^ 관련|^ यह भी पढ़ें|^ ये भी पढ़ें|^ baca juga|^ đọc thêm|^ xem thêm\
     |^ อ่านเพิ่มเติม|^ อ่านต่อ|^ ข่าวที่เกี่ยวข้อง|^ διαβάστε επίσης|^ קראו גם|^ আরও পড়ুন|^ مزید پڑھیں|^ بیشتر بخوانید",
    // 1: newsletters
    "newsletter| sign up | sign up for | your inbox| subscribe to | your email |^ get the latest| stay up to date\
     | push notification| e mail adresse| boletín| newsletters| postfach| posteingang| نشرتنا| النشرة البريدية\
     |扫码关注|关注公众号|微信公众号| rassegna| każdego ranka| nieuwsbrief| nyhetsbrev| рассылк| bülten|メルマガ|뉴스레터| unsubscribe\
     | infolettre| mailing list| подписывайтесь на|подпишитесь на| न्यूज़लेटर| न्यूजलेटर| จดหมายข่าว| ενημερωτικ| ניוזלטר",
    // 2: paying and logging in
    " subscriber| subscribe now| subscription| log in | sign in | create an account| create a free| already a \
     | register | free trial| abonnieren| abonnent| abonné| suscríbete| suscriptor| abbonati| assinante| prenumer\
     | e paper| premium | donate | support us| support our",
    // 3: rights
    "copyright| all rights reserved| alle rechte| tous droits| todos los derechos| tutti i diritti|© \
     | may not be published| без письменного| 版权所有",
    // 4: picture credits
    " getty images|^ photo |^ image |^ photograph|^ foto |^ bild |^ picture |^ credit| file photo| shutterstock\
     | istock|^ crédit|^ imagen |^ immagine |^ fotos | unsplash|^ photo by| image source| courtesy of| via getty\
     | picture alliance| imago |^ фото |^ figure |^ screenshot|^ caption ",
    // 5: sharing
    "^ share |^ tweet |^ facebook $|^ twitter $|^ whatsapp $|^ email $|^ e mail $|^ copy link|^ print $\
     |^ share this|^ teilen|^ partager|^ compartir|^ condividi|^ compartilh|^ follow us|^ follow |^ like us\
     | on facebook| on twitter| on instagram|^ join us| our facebook| whatsapp channel| telegram channel\
     |^ pinterest $|^ linkedin $|^ flipboard $",
    // 6: comments
    "^ comments|^ comment |^ leave a | comments $|^ reply $| your comment|^ be the first| leave a reply\
     |^ kommentare|^ commentaires|^ comentarios|^ commenti|^ join the conversation|^ join the discussion\
     | moderated| moderator| moderador| comentários com| comment policy|^ post a comment|^ log in to comment",
    // 7: advertising
    "^ advertisement|^ advertising|^ ad $|^ sponsored|^ anzeige|^ werbung|^ publicité|^ publicidad|^ pubblicità\
     |^ publicidade|^ annonse|^ annons|^ advertentie|^ реклама|^ reklam|^ story continues below\
     |^ article continues|^ paid content|^ promoted| affiliate link| we may earn| commission",
    // 8: consent and scripts
    " cookies | cookie policy| privacy policy| terms of | javascript| your browser| external content\
     | externe inhalte| datenschutz| personal data| consent| ad blocker| adblock",
    // 9: who wrote it
    "^ by |^ von |^ par |^ por |^ di |^ door |^ av |^ af |^ written by|^ reporting by|^ edited by|^ editing by\
     | is a freelance| is a reporter| is a writer| is the author| is a senior| is an editor|^ about the author\
     |^ about the writer|^ author |^ автор|^ follow him|^ follow her| can be reached at| may be reached at\
     | follow him on| follow her on| follow them on|^ have a tip|^ got a tip|^ do you have a tip| staff writer\
     | contributed to this|^ additional reporting",
    // 10: when
    "^ published|^ updated|^ last updated|^ posted|^ veröffentlicht|^ aktualisiert|^ stand |^ publié|^ mis à jour\
     |^ publicado|^ actualizado|^ atualizado|^ pubblicato|^ aggiornato|^ опубликовано|^ обновлено| min read\
     | minute read| read time| reading time| lesezeit| tempo de leitura| temps de lecture| tiempo de lectura\
     | tempo di lettura| leestijd| czas czytania| время чтения| lästid| okuma süresi|^ publisert|^ oppdatert\
     |^ publicerad|^ uppdaterad|^ gepubliceerd",
    // 11: filed under
    "^ tags |^ tags $|^ topics|^ filed under|^ categories|^ category|^ tagged|^ schlagwörter|^ schlagworte\
     |^ themen|^ mots clés|^ etiquetas|^ temas|^ теги|^ in this article|^ keywords|^ more about|^ mehr über",
    // 12: headings over what follows the text
    "^ about us|^ contact us|^ contact |^ editor s note|^ editors note|^ correction|^ note to |^ media contact\
     |^ about the company|^ disclaimer|^ source |^ sources $|^ references $|^ footnotes|^ this article was \
     |^ this story was |^ this article originally|^ this article first",
    // 13: contents of the page
    "^ table of contents|^ contents $|^ jump to|^ skip to|^ in this article|^ on this page|^ inhaltsverzeichnis\
     |^ inhalt $|^ key points $|^ key takeaways|^ at a glance|^ auf einen blick",
    // 14: pages and players
    "^ next $|^ previous|^ next |^ back to|^ load more|^ show more|^ show all|^ close $|^ menu $|^ search|^ home $\
     |^ play |^ 1 of |^ loading|^ view gallery|^ slide |^ prev|^ zurück|^ weiter $|^ hide |^ open |^ report this\
     |^ report an",
    // 15: buying and competing
    "^ buy | shop now| add to cart| free shipping|^ price| discount| coupon| order now| book now| contact us\
     | get in touch| call us| request a| download our| schedule a",
];
