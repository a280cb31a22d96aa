package io.doppelstream.trainer.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.model.image.ImageSet;
import io.doppelstream.model.schema.ImageShape;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;

class GridPainterTest {

    private static final int WHITE = 0xFFFFFFFF;

    @Test
    void shouldPaintColourImagesWithoutClassesAsASquare() {
        ImageShape shape = new ImageShape(40, 20, 3);
        byte[] pixels = new byte[4 * shape.size()];
        for (int i = 0; i < shape.size(); i += 3) {
            pixels[3 * shape.size() + i] = (byte) 200;
        }
        BufferedImage picture = GridPainter.paint(new ImageSet(shape, pixels, List.of(), new int[0]));
        assertThat(picture.getWidth()).as("margins, two images, two gaps").isEqualTo(2 * 6 + 2 * 22);
        assertThat(picture.getHeight()).isEqualTo(2 * 6 + 2 * 42);
        assertThat(picture.getRGB(0, 0)).isEqualTo(WHITE);
        assertThat(picture.getRGB(6, 6)).isEqualTo(0xFF000000);
        assertThat(picture.getRGB(6 + 22, 6 + 42)).as("the fourth, red").isEqualTo(0xFFC80000);
    }

    @Test
    void shouldPaintEachClassBelowTheOneBefore() {
        ImageShape shape = new ImageShape(8, 8, 1);
        byte[] pixels = new byte[3 * shape.size()];
        BufferedImage picture =
                GridPainter.paint(new ImageSet(shape, pixels, List.of("cat", "absent", "dog"), new int[] {2, 0, 2}));
        assertThat(picture.getHeight()).as("two classes have images").isEqualTo(2 * 6 + 2 * 42);
        int right = picture.getWidth() - 6 - 42;
        assertThat(picture.getRGB(right, 6)).as("one cat").isEqualTo(WHITE);
        assertThat(picture.getRGB(right, 6 + 42)).as("two dogs").isEqualTo(0xFF000000);
        assertThat(GridPainter.png(picture)).startsWith(0x89, 'P', 'N', 'G');
    }
}
