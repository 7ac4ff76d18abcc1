import { dialogue, type Dialogue } from './dialogue.ts';

export const turkish: readonly Dialogue[] = [
  dialogue(
    'delivery',
    `
    > Merhaba, {order} numaralı siparişim {day} günü gelecekti ama hâlâ ulaşmadı. Bakabilir misiniz?
    < Merhaba {customer}, gecikme için özür dileriz. Hemen kontrol ediyorum.
    < Paketiniz {city} dağıtım merkezinde, yarın saat {time} olmadan teslim edilecek.
    > Teşekkürler. Evde yoksam komşuya bırakabilirler mi?
    < Elbette, notu ekledim.
    `,
  ),
  dialogue(
    'refund',
    `
    > İyi günler, iade ettiğim {product} için param ne zaman yatar?
    < Merhaba {customer}, iadeniz {day} günü depomuza ulaştı, ödemeyi şimdi onayladım.
    > Kaç gün sürer?
    < Üç ile beş iş günü arasında kartınıza geçer.
    > Tamam, çok teşekkür ederim.
    `,
  ),
  dialogue(
    'broken-item',
    `
    > Kutuyu açtığımda tabaklardan biri kırıktı, fotoğrafını gönderiyorum. [cracked-plate]
    < Çok üzgünüz {customer}. Yenisini bugün kargoya veriyoruz, kırık olanı iade etmenize gerek yok.
    > Harika, çok hızlısınız!
    `,
  ),
  dialogue(
    'booking',
    `
    > Merhaba, {city} mağazanızda mutfak masalarını görmek istiyoruz, randevu almak gerekiyor mu?
    < Merhaba {customer}, {day} günü saat {time} uygun. Sizi yazayım mı?
    > Evet lütfen, iki kişiyiz.
    < Randevunuz hazır, görüşmek üzere!
    `,
  ),
  dialogue(
    'product-question',
    `
    > {product} cevizden de var mı? Teslimat ne kadar sürüyor?
    < Merhaba {customer}, ceviz seçeneği dört haftada, meşe bir haftada teslim ediliyor.
    > Meşe alalım o zaman, teşekkürler.
    `,
  ),
];
