package io.doppelstream.model.image;

import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.ImageShape;
import io.doppelstream.model.schema.Role;
import io.doppelstream.model.schema.TableSchema;
import io.doppelstream.model.schema.ValueType;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * Images of one shape in memory, with or without classes. To everything that treats data as a table it is one, of a column
 * {@value #IMAGE} and, where there are classes, a categorical column {@value #LABEL}.
 *
 * @param shape of each image
 * @param pixels {@code byte[size * shape.size()]}, image after image, unsigned, HWC
 * @param classes names of the classes; empty: unlabelled
 * @param labels {@code int[size]}, index of each image's class; empty: unlabelled
 */
public record ImageSet(ImageShape shape, byte[] pixels, List<String> classes, int[] labels) {

    /** Name of the column of images. */
    public static final String IMAGE = "image";
    /** Name of the column of class names. */
    public static final String LABEL = "label";

    /** Checks lengths and labels. */
    public ImageSet {
        classes = List.copyOf(classes);
        if (pixels.length % shape.size() != 0) {
            throw new IllegalArgumentException("Expected whole images of " + shape + ", " + shape.size()
                    + " bytes each, found " + pixels.length + " bytes");
        }
        int expected = classes.isEmpty() ? 0 : pixels.length / shape.size();
        if (labels.length != expected) {
            throw new IllegalArgumentException("Expected " + expected + " labels, found " + labels.length);
        }
        for (int label : labels) {
            if (label < 0 || label >= classes.size()) {
                throw new IllegalArgumentException(
                        "Expected labels from 0 to " + (classes.size() - 1) + ", found " + label);
            }
        }
    }

    /** Number of images. */
    public int size() {
        return pixels.length / shape.size();
    }

    /** Whether the images have classes. */
    public boolean labelled() {
        return !classes.isEmpty();
    }

    /** The pixels of one image, {@code byte[shape.size()]}, copied. */
    public byte[] image(int index) {
        return Arrays.copyOfRange(pixels, index * shape.size(), (index + 1) * shape.size());
    }

    /** The images at these indices, in their order. */
    public ImageSet subset(int[] indices) {
        byte[] selected = new ColumnData.Images(shape, pixels).select(indices).pixels();
        return new ImageSet(
                shape,
                selected,
                classes,
                labelled() ? Arrays.stream(indices).map(index -> labels[index]).toArray() : labels);
    }

    /** The same images as a table; the arrays are shared. */
    public Table table() {
        Column image = new Column(IMAGE, new ValueType.Image(), new Role.Image(shape), false);
        ColumnData images = new ColumnData.Images(shape, pixels);
        if (!labelled()) {
            return new Table(new TableSchema(List.of(image), null), List.of(images));
        }
        Column label = new Column(LABEL, new ValueType.Text(), new Role.Categorical(classes), false);
        return new Table(new TableSchema(List.of(image, label), null), List.of(images, new ColumnData.Codes(labels)));
    }

    /**
     * The images of a table, as {@link #table} makes it; the arrays are shared.
     *
     * @throws IllegalArgumentException if the table has no column of images
     */
    public static ImageSet of(Table table) {
        int image = table.schema().require(IMAGE);
        if (!(table.column(image) instanceof ColumnData.Images images)) {
            throw new IllegalArgumentException("Expected images in the column '" + IMAGE + "', found "
                    + table.schema().column(image).type().label() + "s");
        }
        OptionalInt label = table.schema().indexOf(LABEL);
        return label.isEmpty()
                ? new ImageSet(images.shape(), images.pixels(), List.of(), new int[0])
                : new ImageSet(
                        images.shape(),
                        images.pixels(),
                        table.schema().column(label.getAsInt()).vocabulary(),
                        ((ColumnData.Codes) table.column(label.getAsInt())).values());
    }
}
