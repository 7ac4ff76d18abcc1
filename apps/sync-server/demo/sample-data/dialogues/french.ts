import { dialogue, type Dialogue } from './dialogue.ts';

export const french: readonly Dialogue[] = [
  dialogue(
    'delivery',
    `
    > Bonjour, ma commande {order} devait arriver {day} et je n’ai toujours rien reçu. Pouvez-vous vérifier ?
    < Bonjour {customer}, veuillez nous excuser pour ce retard. Je regarde tout de suite.
    < Le colis est arrivé au dépôt de {city}, la livraison est prévue demain avant {time}.
    > D’accord, merci. Le code de l’immeuble est 48B2.
    < C’est noté pour le livreur.
    > Merci beaucoup, bonne journée !
    `,
  ),
  dialogue(
    'refund',
    `
    > Bonjour, j’ai renvoyé la {product} il y a dix jours. Quand serai-je remboursé ?
    < Bonjour {customer}, votre retour est arrivé {day}. Je viens de valider le remboursement.
    > Parfait. Sur la même carte ?
    < Oui, comptez trois à cinq jours ouvrés.
    `,
  ),
  dialogue(
    'booking',
    `
    > Bonjour, est-il possible de prendre rendez-vous au showroom de {city} pour une cuisine ?
    < Bien sûr, {customer}. Je peux vous proposer {day} à {time}, est-ce que cela vous convient ?
    > Oui, très bien. Faut-il apporter les mesures ?
    < Oui, un petit plan suffit, même à la main.
    > Entendu, à bientôt !
    `,
  ),
  dialogue(
    'broken-item',
    `
    > La lampe clignote depuis hier soir, j’ai pourtant changé l’ampoule. [lamp]
    < Bonjour {customer}, merci pour la photo. Quel est le numéro inscrit sous le pied ?
    > 2207
    < Cette série a un variateur fragile, nous l’échangeons sous garantie. Un transporteur peut passer {day}.
    > C’est parfait, je serai à la maison.
    `,
  ),
  dialogue(
    'invoice',
    `
    > Bonjour, j’aurais besoin d’une facture au nom de ma société pour {order}.
    < Bonjour {customer}, avec plaisir. Quelle est la raison sociale exacte ?
    > Atelier des Quais SARL, 12 quai Claude Bernard, 69007 Lyon
    < La facture corrigée vient de partir par e-mail.
    > Bien reçue, merci.
    `,
  ),
  dialogue(
    'opening-hours',
    `
    > Êtes-vous ouverts le lundi de Pentecôte ?
    < Bonjour {customer}, le showroom sera fermé, mais nous répondons en ligne de 9 h à 17 h.
    > Merci !
    `,
  ),
];
