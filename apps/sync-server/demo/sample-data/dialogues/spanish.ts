import { dialogue, type Dialogue } from './dialogue.ts';

export const spanish: readonly Dialogue[] = [
  dialogue(
    'delivery',
    `
    > Hola, mi pedido {order} tenía que llegar el {day} y todavía no sé nada. ¿Me podéis ayudar?
    < Hola, {customer}. Siento el retraso, lo estoy mirando ahora mismo.
    < El paquete está en reparto en {city} y debería llegar hoy antes de las {time}.
    > Vale, muchas gracias. Estaré pendiente.
    < ¡A ti! Si no llegara, escríbeme por aquí y lo reclamo.
    `,
  ),
  dialogue(
    'refund',
    `
    > Buenas tardes, quiero devolver la {product}. ¿Tengo que pagar yo el envío?
    < Hola, {customer}. No, la devolución es gratuita. Te mando la etiqueta por correo.
    > Perfecto. ¿Y cuándo me devolvéis el dinero?
    < En cuanto la recibamos, entre tres y cinco días laborables.
    > Muy bien, gracias por la rapidez.
    `,
  ),
  dialogue(
    'booking',
    `
    > ¡Hola! ¿Se puede reservar una visita a la tienda de {city} para ver los sofás?
    < ¡Claro, {customer}! Tenemos libre el {day} a las {time}. ¿Te viene bien?
    > Sí, genial. Iremos dos personas.
    < Apuntado. Pregunta por {agent} al llegar.
    `,
  ),
  dialogue(
    'broken-item',
    `
    > Acabo de abrir la caja y un plato ha llegado roto :( Os mando una foto. [cracked-plate]
    < Vaya, lo siento mucho, {customer}. Hoy mismo te enviamos otro, no hace falta que devuelvas nada.
    > Qué alivio, es para un regalo. ¿Llegará antes del {day}?
    < Sí, sale por mensajería urgente.
    > ¡Mil gracias!
    `,
  ),
  dialogue(
    'product-question',
    `
    > Hola, ¿la mesa se puede extender? Somos ocho en Navidad.
    < Hola, {customer}. Sí, pasa de 160 a 220 cm, caben ocho sin problema.
    > ¿Y el color nogal está disponible?
    < Sí, con unas cuatro semanas de plazo. En roble la tienes en una semana.
    > Entonces roble. La pido esta noche.
    `,
  ),
  dialogue(
    'opening-hours',
    `
    > ¿Abrís los domingos?
    < Hola, {customer}. Los domingos no, pero el sábado estamos de 10 a 20.
    > Entonces paso el sábado, gracias.
    `,
  ),
];
