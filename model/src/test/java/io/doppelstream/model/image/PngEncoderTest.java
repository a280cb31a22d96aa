package io.doppelstream.model.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.model.schema.ImageShape;
import java.io.ByteArrayInputStream;
import java.util.Random;
import javax.imageio.ImageIO;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class PngEncoderTest {

    @Property(tries = 200)
    void shouldWriteWhatOthersReadBack(
            @ForAll @IntRange(min = 1, max = 70) int height,
            @ForAll @IntRange(min = 1, max = 70) int width,
            @ForAll boolean colour,
            @ForAll @IntRange(min = 1, max = 256) int shades,
            @ForAll long seed)
            throws Exception {
        ImageShape shape = new ImageShape(height, width, colour ? 3 : 1);
        byte[] pixels = new byte[3 * shape.size()];
        Random random = new Random(seed);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) random.nextInt(shades);
        }
        ImageSet images = new ImageSet(shape, pixels, java.util.List.of(), new int[0]);
        try (PngEncoder encoder = new PngEncoder(shape)) {
            for (int i = 0; i < 3; i++) {
                byte[] file = encoder.encode(pixels, i);
                assertThat(ImageIO.read(new ByteArrayInputStream(file))
                                .getRaster()
                                .getNumBands())
                        .isEqualTo(shape.channels());
                assertThat(ImageFile.decode(file).values()).isEqualTo(images.image(i));
            }
        }
    }
}
