package io.doppelstream.trainer.image;

import io.doppelstream.model.data.UnusableDataException;
import io.doppelstream.model.image.ImageOptions;
import io.doppelstream.model.image.ImageSet;
import io.doppelstream.model.image.ImageSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;

/**
 * 1,797 handwritten digits of 8x8 pixels in grey, ten classes: the test set of E. Alpaydin and C. Kaynak, <em>Optical Recognition of
 * Handwritten Digits</em>, UCI Machine Learning Repository, 1998,
 * <a href="https://doi.org/10.24432/C50P49">doi:10.24432/C50P49</a>, CC BY 4.0.
 */
public final class Digits {

    private static final String RESOURCE = "digits.csv.gz";
    private static final double MAXIMUM = 16;

    private Digits() {}

    /** All of them, in their order. */
    public static ImageSet load() {
        try (InputStream file = Digits.class.getResourceAsStream(RESOURCE);
                InputStream csv = new GZIPInputStream(file)) {
            return ImageSource.readCsv("the digits", csv, new ImageOptions(8, 8, 1, MAXIMUM))
                    .images();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (UnusableDataException e) {
            throw new IllegalStateException(
                    "expected the digits that come with the program, found: " + e.getMessage(), e);
        }
    }
}
