package io.doppelstream.schemas.registry;

import java.util.Optional;
import org.apache.avro.Schema;

/**
 * Schemas by subject and by id. Implementations are safe for several threads and cache what never changes: the schema of
 * an id, the id of a schema. Every method throws a {@link SchemaRegistryException} that tells whether trying again helps.
 */
public interface SchemaRegistry extends AutoCloseable {
    /**
     * Registers a schema, if it is not registered already.
     *
     * @return its id
     * @throws IncompatibleSchemaException when the subject's compatibility rule refuses it
     */
    int register(String subject, Schema schema);

    /**
     * Looks up a schema that must be registered.
     *
     * @throws UnknownSchemaException when the subject does not hold it
     */
    int idOf(String subject, Schema schema);

    /**
     * The schema that records with this id were written with.
     *
     * @throws UnknownSchemaException when there is none
     */
    Schema schemaOf(int id);

    /** The latest version of a subject; empty when the subject has none. Not cached. */
    Optional<RegisteredSchema> latest(String subject);

    @Override
    default void close() {}
}
