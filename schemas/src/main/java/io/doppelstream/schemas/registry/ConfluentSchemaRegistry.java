package io.doppelstream.schemas.registry;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.avro.AvroSchema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.SchemaMetadata;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;

/**
 * A registry with Confluent's API, by Confluent's own client. The client comes relocated inside Flink's jar, because
 * Confluent does not publish it on Maven Central; its Avro is relocated too, so schemas cross as JSON. This class alone
 * names it: with Confluent's artifact at hand only its imports change.
 */
public final class ConfluentSchemaRegistry implements SchemaRegistry {
    private static final int CACHED_SCHEMAS_PER_SUBJECT = 1000;

    private final RegistryConfig config;
    private final SchemaRegistryClient client;
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();

    public ConfluentSchemaRegistry(RegistryConfig config) {
        this.config = config;
        this.client = new CachedSchemaRegistryClient(config.urls(), CACHED_SCHEMAS_PER_SUBJECT, config.properties());
    }

    /** From the properties of a Kafka client, under Confluent's names. */
    public static ConfluentSchemaRegistry from(Map<String, ?> properties) {
        return new ConfluentSchemaRegistry(RegistryConfig.from(properties));
    }

    @Override
    public int register(String subject, Schema schema) {
        return ask(
                "register a schema " + schema.getFullName() + " under " + subject,
                () -> client.register(subject, toConfluent(schema)));
    }

    @Override
    public int idOf(String subject, Schema schema) {
        return ask(
                "find the schema " + schema.getFullName() + " under " + subject,
                () -> client.getId(subject, toConfluent(schema)));
    }

    @Override
    public Schema schemaOf(int id) {
        Schema known = schemas.get(id);
        if (known != null) {
            return known;
        }
        String json = ask(
                "find a schema with id " + id, () -> client.getSchemaById(id).canonicalString());
        Schema schema = new Schema.Parser().parse(json);
        schemas.put(id, schema);
        return schema;
    }

    @Override
    public Optional<RegisteredSchema> latest(String subject) {
        try {
            SchemaMetadata latest =
                    ask("find the latest schema of " + subject, () -> client.getLatestSchemaMetadata(subject));
            Schema schema = new Schema.Parser().parse(latest.getSchema());
            return Optional.of(new RegisteredSchema(subject, latest.getVersion(), latest.getId(), schema));
        } catch (UnknownSchemaException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            throw new RegistryUnreachableException("Expected to close the client of " + config.urls(), e);
        }
    }

    private static AvroSchema toConfluent(Schema schema) {
        return new AvroSchema(JavaProperties.strip(schema));
    }

    private interface Request<T> {
        T send() throws IOException, RestClientException;
    }

    private <T> T ask(String goal, Request<T> request) {
        String expected = "Expected the schema registry at " + String.join(", ", config.urls()) + " to " + goal + ", ";
        try {
            return request.send();
        } catch (IOException e) {
            throw new RegistryUnreachableException(
                    expected + "found no usable answer: " + e + ". Check that it runs and that " + RegistryConfig.URL
                            + " is right.",
                    e);
        } catch (RestClientException e) {
            throw refusal(expected + "found: HTTP status " + e.getStatus() + ", " + e.getMessage(), e);
        }
    }

    private static SchemaRegistryException refusal(String message, RestClientException cause) {
        int status = cause.getStatus();
        if (status == 404) {
            return new UnknownSchemaException(message, cause);
        }
        if (status == 409) {
            return new IncompatibleSchemaException(message, cause);
        }
        if (status >= 500 || status == 408 || status == 429) {
            return new RegistryUnreachableException(message, cause);
        }
        return new RegistryRefusedException(message, cause);
    }
}
