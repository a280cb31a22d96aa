package io.doppelstream.trainer.nn;

import io.doppelstream.trainer.graph.Parameter;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * Layers one after another.
 *
 * @param layers at least one, in order
 */
public record Network(List<Layer> layers) implements Layer {

    public Network {
        layers = List.copyOf(layers);
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("expected at least one layer in a network, found none");
        }
    }

    public static Network of(Layer... layers) {
        return new Network(List.of(layers));
    }

    @Override
    public Operand<TFloat32> apply(Pass pass, Operand<TFloat32> x) {
        Operand<TFloat32> y = x;
        for (Layer layer : layers) {
            y = layer.apply(pass, y);
        }
        return y;
    }

    @Override
    public List<Parameter> parameters() {
        return layers.stream().flatMap(layer -> layer.parameters().stream()).toList();
    }

    @Override
    public List<Parameter> statistics() {
        return layers.stream().flatMap(layer -> layer.statistics().stream()).toList();
    }
}
