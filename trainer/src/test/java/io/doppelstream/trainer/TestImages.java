package io.doppelstream.trainer;

import io.doppelstream.model.image.ImageSet;
import io.doppelstream.model.schema.ImageShape;
import java.util.List;
import java.util.Random;

/** Made-up images. */
public final class TestImages {

    private TestImages() {}

    /** Images of two classes, dark and bright, with noise. */
    public static ImageSet darkAndBright(ImageShape shape, int images, long seed) {
        Random random = new Random(seed);
        byte[] pixels = new byte[images * shape.size()];
        int[] labels = new int[images];
        for (int image = 0; image < images; image++) {
            labels[image] = image % 2;
            for (int at = 0; at < shape.size(); at++) {
                pixels[image * shape.size() + at] = (byte) (160 * labels[image] + random.nextInt(90));
            }
        }
        return new ImageSet(shape, pixels, List.of("dark", "bright"), labels);
    }

    /** The same without classes. */
    public static ImageSet unlabelled(ImageSet images) {
        return new ImageSet(images.shape(), images.pixels(), List.of(), new int[0]);
    }
}
