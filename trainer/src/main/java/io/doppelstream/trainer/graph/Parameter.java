package io.doppelstream.trainer.graph;

import java.util.Objects;
import java.util.regex.Pattern;
import org.tensorflow.ndarray.Shape;

/**
 * A named array of weights that a layer owns, apart from any graph: its values may be a variable that is trained, an
 * average of it, or a constant of a serving graph; {@link Weights} says which. Two parameters are equal only if they
 * are the same object.
 */
public final class Parameter {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9.][A-Za-z0-9_.\\-]*");

    private final String name;
    private final Shape shape;
    private final Initializer initializer;

    /**
     * @param name path of the parameter, such as {@code generator.dense-1.kernel}: letters, digits, dots, dashes and underscores
     * @param shape fully known
     */
    public Parameter(String name, Shape shape, Initializer initializer) {
        this.name = Objects.requireNonNull(name, "name");
        this.shape = Objects.requireNonNull(shape, "shape");
        this.initializer = Objects.requireNonNull(initializer, "initializer");
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "expected a parameter name of the form " + NAME + ", found '" + name + "'");
        }
        if (shape.hasUnknownDimension()) {
            throw new IllegalArgumentException(
                    "expected a fully known shape, found " + shape + " for the parameter " + name);
        }
    }

    public String name() {
        return name;
    }

    public Shape shape() {
        return shape;
    }

    public Initializer initializer() {
        return initializer;
    }

    /** Number of values. */
    public int size() {
        return Math.toIntExact(shape.size());
    }

    @Override
    public String toString() {
        return name + shape;
    }
}
