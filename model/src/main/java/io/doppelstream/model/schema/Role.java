package io.doppelstream.model.schema;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** How a column takes part in learning. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "role")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Role.Categorical.class, name = "categorical"),
    @JsonSubTypes.Type(value = Role.Continuous.class, name = "continuous"),
    @JsonSubTypes.Type(value = Role.Constant.class, name = "constant"),
    @JsonSubTypes.Type(value = Role.Identifier.class, name = "identifier"),
    @JsonSubTypes.Type(value = Role.Image.class, name = "image"),
})
public sealed interface Role {

    /** One of a closed set of values; a value is held as its index in the vocabulary. */
    record Categorical(List<String> vocabulary) implements Role {
        /** Copies the vocabulary. */
        public Categorical {
            vocabulary = List.copyOf(vocabulary);
            if (vocabulary.isEmpty()) {
                throw new IllegalArgumentException("Expected a vocabulary of at least one value, found none");
            }
        }
    }

    /** A number on a line: integer, decimal, double, date or timestamp. */
    record Continuous() implements Role {}

    /** Always the same value, kept as text; null where the column never has a value. Not learned. */
    record Constant(String value) implements Role {}

    /** Unique for every record. Not learned: generated anew, so that no real identifier is ever emitted. */
    record Identifier(Format format) implements Role {
        /** What generated identifiers look like. */
        public enum Format {
            /** Positive 63-bit integers. */
            INTEGER,
            /** Random UUIDs (RFC 9562, version 4 layout). */
            UUID,
            /** 16 hexadecimal digits. */
            TEXT
        }
    }

    /** Images of one shape. */
    record Image(ImageShape shape) implements Role {}

    /** Whether the generator network emits this column. */
    default boolean learned() {
        return this instanceof Categorical || this instanceof Continuous || this instanceof Image;
    }
}
