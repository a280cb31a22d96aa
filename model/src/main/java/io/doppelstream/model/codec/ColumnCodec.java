package io.doppelstream.model.codec;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.random.RandomGenerator;

/**
 * Turns the values of one column into what a network reads and writes, and back: at most one scalar in [-1, 1] and at most one
 * group of mutually exclusive categories. Values are in final units as doubles, a categorical value is its index in the
 * vocabulary, a null is NaN.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "codec")
@JsonSubTypes({
    @JsonSubTypes.Type(value = CategoryCodec.class, name = "category"),
    @JsonSubTypes.Type(value = QuantileCodec.class, name = "quantile"),
    @JsonSubTypes.Type(value = MixtureCodec.class, name = "mixture"),
    @JsonSubTypes.Type(value = DerivedCodec.class, name = "derived"),
    @JsonSubTypes.Type(value = ImageCodec.class, name = "image"),
    @JsonSubTypes.Type(value = UnlearnedCodec.class, name = "unlearned"),
})
public sealed interface ColumnCodec
        permits CategoryCodec, QuantileCodec, MixtureCodec, DerivedCodec, ImageCodec, UnlearnedCodec {

    /** Whether the column has a scalar. */
    default boolean scalar() {
        return false;
    }

    /** Width of the softmax group, 0 if the column has none. */
    default int categories() {
        return 0;
    }

    /**
     * Category of a value, 0 to {@code categories() - 1}; 0 where the column has no group.
     *
     * @throws IllegalArgumentException if the codec has no code for the value
     */
    default int category(double value, RandomGenerator random) {
        return 0;
    }

    /**
     * Scalar of a value within its category, in [-1, 1]; 0 where the category has no scalar.
     *
     * @param random breaks ties: equal values are spread over the share of the distribution that they hold
     */
    default double scalar(double value, int category, RandomGenerator random) {
        return 0;
    }

    /** The value, in final units, NaN for null. */
    double decode(int category, double scalar);
}
