import { dialogue, type Dialogue } from './dialogue.ts';

export const german: readonly Dialogue[] = [
  dialogue(
    'delivery',
    `
    > Guten Tag, meine Bestellung {order} sollte am {day} kommen, bisher ist nichts da. Können Sie bitte nachsehen?
    < Hallo {customer}, das tut mir leid. Ich schaue gerade in die Sendungsverfolgung.
    < Das Paket liegt seit heute früh im Zustellzentrum {city} und kommt morgen bis {time} Uhr.
    > Super, danke. Kann der Fahrer es in der Garage abstellen?
    < Ja, die Abstellerlaubnis ist eingetragen.
    > Vielen Dank für die schnelle Hilfe!
    `,
  ),
  dialogue(
    'delivery',
    `
    > Hallo, von den zwei Paketen ist nur eines angekommen. Es fehlt noch: {product}.
    < Hallo {customer}, danke für den Hinweis. War auf dem Karton „1 von 2“ vermerkt?
    > Ja genau, 1 von 2. [parcel]
    < Das zweite Paket wurde einen Tag später verladen und ist für {day} angekündigt. Ich schicke Ihnen den Link zur Verfolgung.
    > Alles klar, dann warte ich noch.
    `,
  ),
  dialogue(
    'refund',
    `
    > Ich habe den Artikel vor zehn Tagen zurückgeschickt. Wann bekomme ich mein Geld? Bestellnummer {order}
    < Hallo {customer}, Ihre Rücksendung ist am {day} bei uns eingegangen. Die Erstattung habe ich soeben freigegeben.
    > Und wie lange dauert das?
    < Bei Kreditkarten drei bis fünf Werktage, bei Überweisung meist zwei.
    > Gut, danke. Dann melde ich mich sonst wieder.
    `,
  ),
  dialogue(
    'booking',
    `
    > Hallo, wir würden uns gern die Esstische in {city} ansehen. Braucht man einen Termin?
    < Hallo {customer}, ohne Termin geht auch, mit Termin nehmen wir uns mehr Zeit. {day} um {time} Uhr wäre frei.
    > Das passt sehr gut. Gibt es Parkplätze?
    < Direkt im Hof, bitte bei „Ausstellung“ klingeln. Ich habe Sie eingetragen.
    > Prima, bis dann!
    `,
  ),
  dialogue(
    'opening-hours',
    `
    > Haben Sie an Heiligabend geöffnet?
    < Hallo {customer}, an Heiligabend sind wir von 9 bis 13 Uhr da, zwischen den Jahren täglich von 10 bis 16 Uhr.
    > Danke für die Auskunft
    `,
  ),
  dialogue(
    'broken-item',
    `
    > Leider ist ein Teller beim Auspacken schon kaputt gewesen, siehe Foto. [cracked-plate]
    < Oje, das tut mir leid, {customer}. Danke für das Foto. Der Ersatz geht heute noch raus.
    > Muss ich den kaputten zurückschicken?
    < Nein, den dürfen Sie entsorgen. Für die Mühe habe ich Ihnen 10 € gutgeschrieben.
    > Das ist aber nett, vielen Dank!
    `,
  ),
  dialogue(
    'broken-item',
    `
    > Beim Regal aus Bestellung {order} fehlt eine Schraube, und ein Brett hat eine Macke an der Kante. [shelf]
    < Hallo {customer}, danke für das Bild. Schraube und Brett schicke ich Ihnen neu. Ist es das Brett in Eiche hell?
    > Ja, Eiche hell, 80 cm.
    < Ist notiert, beides geht am {day} in die Post.
    `,
  ),
  dialogue(
    'invoice',
    `
    > Ich brauche für {order} noch eine Rechnung mit ausgewiesener Mehrwertsteuer für meinen Arbeitgeber.
    < Hallo {customer}, gern. Auf welchen Namen darf ich die Rechnung ausstellen?
    > Werkstatt Lindenhof GmbH, Lindenstraße 8, 50674 Köln
    < Die Rechnung ist unterwegs in Ihr Postfach.
    > Ist angekommen, danke!
    `,
  ),
  dialogue(
    'product-question',
    `
    > Ist die {product} auch für draußen geeignet? Wir haben einen überdachten Balkon.
    < Hallo {customer}, überdacht ist das kein Problem, nur Schlagregen verträgt sie nicht.
    > Und gibt es sie noch in Salbeigrün? Auf der Seite sehe ich nur noch Weiß.
    < Salbeigrün kommt in der nächsten Woche wieder herein. Soll ich Ihnen eine zurücklegen?
    > Ja bitte, zwei Stück!
    `,
  ),
  dialogue(
    'thanks',
    `
    > Die Stühle sind da und passen perfekt. Danke an das ganze Team! [chair]
    < Das freut uns riesig, {customer}! Darf ich das Foto den Kollegen in der Werkstatt zeigen?
    > Sehr gern :)
    `,
  ),
];
