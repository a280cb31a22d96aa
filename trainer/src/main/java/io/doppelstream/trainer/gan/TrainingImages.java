package io.doppelstream.trainer.gan;

import io.doppelstream.model.codec.CodecFitter;
import io.doppelstream.model.codec.TableCodec;
import io.doppelstream.model.condition.ConditionLayout;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.image.ImageSet;
import io.doppelstream.model.schema.TableSchema;
import java.util.List;

/**
 * Training images as networks see them.
 *
 * @param images with labels only where the kind makes use of them
 * @param codec of the columns that the images are as a table
 * @param conditions codes of the classes, where there are some
 * @param batchRows images in a batch, B
 */
public record TrainingImages(ImageSet images, TableCodec codec, ConditionLayout conditions, int batchRows) {

    /**
     * Images for a kind. One that is not conditional could only draw labels that have nothing to do with its images: its
     * model has none.
     */
    public static TrainingImages of(ImageSet images, SampleKind kind) {
        ImageSet seen = kind.conditional() ? images : unlabelled(images);
        if (kind.needsConditions() && !seen.labelled()) {
            throw new IllegalArgumentException("Expected images with classes for the GAN kind " + kind.kind()
                    + ", found none: name the classes by sub-folders or labels, or take another kind");
        }
        Table table = seen.table();
        TableCodec codec = CodecFitter.QUANTILE.fit(table);
        return new TrainingImages(seen, codec, ConditionLayout.of(codec, table), kind.batchRows(images.size()));
    }

    private static ImageSet unlabelled(ImageSet images) {
        return new ImageSet(images.shape(), images.pixels(), List.of(), new int[0]);
    }

    /** Number of classes, 0 where there are none. */
    public int classes() {
        return images.classes().size();
    }

    /** Schema of the images as a table. */
    public TableSchema schema() {
        return images.table().schema();
    }
}
