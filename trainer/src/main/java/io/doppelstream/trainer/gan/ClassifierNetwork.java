package io.doppelstream.trainer.gan;

import io.doppelstream.trainer.graph.Initializer;
import io.doppelstream.trainer.nn.Layer;
import io.doppelstream.trainer.nn.Layers;
import io.doppelstream.trainer.nn.Network;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.ndarray.Shape;

/**
 * A small convolutional classifier that plays beside a critic: convolutions of stride 2 down to the base of the {@link Pyramid}, dropout, logits.
 * It has half the channels of a critic, and is another network than the one that measures the images later on.
 */
final class ClassifierNetwork {

    private static final int CHANNELS = 16;
    private static final double DROPOUT = 0.3;

    private ClassifierNetwork() {}

    /** From images, float32[rows, H, W, channels], to logits, float32[rows, classes]. */
    static Layer of(Shape sample, int classes) {
        Pyramid image = Pyramid.of(sample);
        Layers layers = new Layers("classifier");
        List<Layer> stack = new ArrayList<>();
        int inputs = image.channels();
        for (int level = 1; level <= image.levels(); level++) {
            int outputs = CHANNELS << (level - 1);
            stack.add(layers.conv(inputs, outputs, 4, 2, Initializer.he(16 * inputs)));
            stack.add(layers.leakyRelu(0.2));
            inputs = outputs;
        }
        int features = image.basePixels() * inputs;
        stack.add(layers.reshape(Shape.of(features)));
        stack.add(layers.dropout(DROPOUT));
        stack.add(layers.dense(features, classes));
        return new Network(stack);
    }
}
