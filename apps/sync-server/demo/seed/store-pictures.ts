import type { AttachmentType } from '@holdfast/schema/domain/message';

import type { FileStore } from '../../src/files/file-store.ts';
import { readImageSize } from '../../src/files/image-size.ts';
import { pictures, type Picture } from '../sample-data/dialogues/dialogue.ts';
import { drawPicture } from '../sample-data/draw-picture.ts';

export interface StoredPicture {
  type: AttachmentType;
  url: string;
  mimeType: string;
  filename: string;
  fileSize: number;
  width: number | null;
  height: number | null;
}

/** Draws each picture once, because drawing takes 0.1 s, and stores it in the file store. */
export async function storePictures(
  files: FileStore,
  tenant: string,
): Promise<ReadonlyMap<Picture, StoredPicture>> {
  const stored = new Map<Picture, StoredPicture>();
  for (const [index, picture] of pictures.entries()) {
    const bytes = drawPicture(picture, index + 1);
    const size = readImageSize(bytes);
    stored.set(picture, {
      type: 'image',
      url: await files.put(tenant, bytes, 'png'),
      mimeType: 'image/png',
      filename: `IMG_${2040 + index}.png`,
      fileSize: bytes.length,
      width: size?.width ?? null,
      height: size?.height ?? null,
    });
  }
  return stored;
}
