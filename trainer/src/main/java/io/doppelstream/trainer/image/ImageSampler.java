package io.doppelstream.trainer.image;

import io.doppelstream.model.image.ImageSet;
import io.doppelstream.model.latent.Latents;
import io.doppelstream.model.pack.Manifest;
import io.doppelstream.trainer.export.GenerateSignature;
import io.doppelstream.trainer.export.ImageSignature;
import io.doppelstream.trainer.export.ServingSignature;
import io.doppelstream.trainer.gan.SampleGenerator;
import io.doppelstream.trainer.gan.TrainingImages;
import io.doppelstream.trainer.graph.Weights;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;

/** Draws images from a generator in the graph that it is trained in, by the signature that will serve it. */
public final class ImageSampler {

    private static final int BLOCK_ROWS = 250;
    private final TrainingImages data;
    private final ServingSignature signature;
    private final int latentWidth;

    /** Draws the signature under the given weights; the session is opened after this. */
    public ImageSampler(Ops tf, TrainingImages data, SampleGenerator generator, Weights weights) {
        this.data = data;
        signature = new ImageSignature(data.schema(), data.codec(), data.conditions()).draw(tf, weights, generator);
        latentWidth = generator.latent();
    }

    /** Images that the weights of the moment and the seed decide, with labels by their frequencies where there are classes. */
    public ImageSet sample(Session session, int images, long sampleSeed) {
        int size = data.images().shape().size();
        byte[] pixels = new byte[images * size];
        int[] labels = new int[data.classes() == 0 ? 0 : images];
        for (int first = 0; first < images; first += BLOCK_ROWS) {
            int count = Math.min(BLOCK_ROWS, images - first);
            try (TInt64 seed = TInt64.vectorOf(sampleSeed, first);
                    TFloat32 condition = zeros(BLOCK_ROWS, data.conditions().width());
                    TFloat32 mask = zeros(1, data.codec().layout().logits());
                    TFloat32 truncation = TFloat32.scalarOf(Latents.NORMAL.limit());
                    TFloat32 latent = floats(Latents.NORMAL.input(latentWidth, first, count, images))) {
                Session.Runner runner = session.runner()
                        .feed(input(GenerateSignature.SEED), seed)
                        .feed(input(GenerateSignature.CONDITION), condition)
                        .feed(input(GenerateSignature.MASK), mask)
                        .feed(input(Manifest.Signature.TRUNCATION), truncation)
                        .feed(input(Manifest.Signature.LATENT), latent)
                        .fetch(signature.outputs().get("image"));
                Optional.<Operand<?>>ofNullable(signature.outputs().get("label"))
                        .ifPresent(runner::fetch);
                try (Result result = runner.run()) {
                    ((TUint8) result.get(0)).asRawTensor().data().read(pixels, first * size, count * size);
                    if (labels.length > 0) {
                        ((TInt32) result.get(1)).asRawTensor().data().asInts().read(labels, first, count);
                    }
                }
            }
        }
        return new ImageSet(data.images().shape(), pixels, data.images().classes(), labels);
    }

    private Operand<?> input(String name) {
        return signature.inputs().get(name);
    }

    /** One row. */
    private static TFloat32 floats(float[] values) {
        return TFloat32.tensorOf(Shape.of(1, values.length), DataBuffers.of(values));
    }

    private static TFloat32 zeros(long... shape) {
        Shape known = Shape.of(shape);
        return TFloat32.tensorOf(known, DataBuffers.of(new float[Math.toIntExact(known.size())]));
    }
}
