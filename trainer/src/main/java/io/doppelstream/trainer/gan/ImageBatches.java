package io.doppelstream.trainer.gan;

import io.doppelstream.model.image.ImageSet;
import io.doppelstream.model.schema.ImageShape;
import io.doppelstream.trainer.graph.SeedMixing;
import io.doppelstream.trainer.train.Batch;
import io.doppelstream.trainer.train.BatchSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/**
 * Batches of images drawn uniformly with replacement, as bytes, and their labels; each a function of images, seed and its
 * number.
 */
public record ImageBatches(ImageSet images, int batch, long seed) implements BatchSource {

    @Override
    public Batch batch(long number) {
        SplittableRandom random = new SplittableRandom(SeedMixing.mix(seed, number));
        ImageShape shape = images.shape();
        byte[] pixels = new byte[batch * shape.size()];
        int[] labels = new int[batch];
        for (int position = 0; position < labels.length; position++) {
            int image = random.nextInt(images.size());
            System.arraycopy(images.pixels(), image * shape.size(), pixels, position * shape.size(), shape.size());
            labels[position] = images.labelled() ? images.labels()[image] : 0;
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put(
                ImageSpace.PIXELS,
                TUint8.tensorOf(
                        Shape.of(labels.length, shape.height(), shape.width(), shape.channels()),
                        DataBuffers.of(pixels)));
        if (images.labelled()) {
            tensors.put(ImageSpace.LABELS, TInt32.vectorOf(labels));
        }
        return new Batch(tensors);
    }
}
