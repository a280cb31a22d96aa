package io.doppelstream.trainer.evaluate.image;

import io.doppelstream.model.image.ImageSet;
import io.doppelstream.model.schema.ImageShape;
import java.util.List;

/**
 * Images without classes, each in four ways that become classes: as it is, mirrored, upside down, and both. To tell them apart
 * a network has to know what is in the images (Gidaris et al., "Unsupervised Representation Learning by Predicting Image
 * Rotations", ICLR 2018; without quarter turns, for which images would have to be square).
 */
final class TurnedImages {

    private static final List<String> WAYS = List.of("upright", "mirrored", "upside down", "turned around");

    private TurnedImages() {}

    static ImageSet of(ImageSet images) {
        ImageShape shape = images.shape();
        byte[] pixels = new byte[Math.multiplyExact(images.pixels().length, WAYS.size())];
        int[] ways = new int[images.size() * WAYS.size()];
        for (int image = 0; image < ways.length; image++) {
            ways[image] = image % WAYS.size();
            turn(images, image / WAYS.size(), ways[image], pixels, image * shape.size());
        }
        return new ImageSet(shape, pixels, WAYS, ways);
    }

    private static void turn(ImageSet images, int image, int way, byte[] turned, int offset) {
        ImageShape shape = images.shape();
        for (int row = 0; row < shape.height(); row++) {
            int fromRow = way >= 2 ? shape.height() - 1 - row : row;
            for (int column = 0; column < shape.width(); column++) {
                int fromColumn = way % 2 == 1 ? shape.width() - 1 - column : column;
                int from = (image * shape.height() + fromRow) * shape.width() + fromColumn;
                System.arraycopy(
                        images.pixels(),
                        from * shape.channels(),
                        turned,
                        offset + (row * shape.width() + column) * shape.channels(),
                        shape.channels());
            }
        }
    }
}
