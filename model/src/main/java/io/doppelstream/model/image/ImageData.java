package io.doppelstream.model.image;

import java.util.List;

/**
 * Images that were read.
 *
 * @param images all that can be used
 * @param skipped the others, each with its place and what is wrong with it
 * @param summary what was read, a sentence for people
 */
public record ImageData(ImageSet images, List<String> skipped, String summary) {

    /** Copies the list. */
    public ImageData {
        skipped = List.copyOf(skipped);
    }
}
