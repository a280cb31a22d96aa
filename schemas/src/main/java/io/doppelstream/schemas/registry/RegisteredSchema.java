package io.doppelstream.schemas.registry;

import java.util.Objects;
import org.apache.avro.Schema;

/**
 * A version of a subject.
 *
 * @param subject subject, for example {@code doppel.requests-value}
 * @param version version in the subject, from 1
 * @param id id in the registry, the one that records carry
 * @param schema the schema
 */
public record RegisteredSchema(String subject, int version, int id, Schema schema) {
    public RegisteredSchema {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(schema, "schema");
    }
}
