package io.doppelstream.trainer.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.model.image.ImageSet;
import io.doppelstream.model.schema.ImageShape;
import org.junit.jupiter.api.Test;

class DigitsTest {

    @Test
    void shouldLoadAllDigits() {
        ImageSet digits = Digits.load();
        assertThat(digits.size()).isEqualTo(1797);
        assertThat(digits.shape()).isEqualTo(new ImageShape(8, 8, 1));
        assertThat(digits.classes()).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        int[] counts = new int[10];
        for (int label : digits.labels()) {
            counts[label]++;
        }
        assertThat(counts).containsExactly(178, 182, 177, 183, 181, 182, 181, 179, 174, 180);
        assertThat(Byte.toUnsignedInt(digits.image(0)[2])).as("5 of 16").isEqualTo(80);
    }
}
