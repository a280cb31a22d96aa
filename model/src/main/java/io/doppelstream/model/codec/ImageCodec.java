package io.doppelstream.model.codec;

import io.doppelstream.model.schema.ImageShape;

/**
 * A column of images. They have no place in the encoded row: an image network reads and writes the pixels themselves, and its
 * {@code generate} signature emits them in final units.
 *
 * @param shape of each image
 */
public record ImageCodec(ImageShape shape) implements ColumnCodec {

    /** Never: an image is not decoded from an encoded row. */
    @Override
    public double decode(int category, double scalar) {
        throw new UnsupportedOperationException("Expected a column of the encoded row, found images of " + shape);
    }
}
