package io.doppelstream.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppelstream.schemas.GenerationRequest;
import io.doppelstream.schemas.fixture.InMemorySchemaRegistry;
import io.doppelstream.schemas.registry.UnknownSchemaException;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

class AvroSerdeTest {
    private static final String TOPIC = "requests";
    private static final Schema OLD =
            SchemaBuilder.record("R").fields().requiredInt("a").endRecord();
    private static final Schema NEW = SchemaBuilder.record("R")
            .fields()
            .name("b")
            .type()
            .stringType()
            .stringDefault("none")
            .requiredInt("a")
            .endRecord();

    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final AvroSerde<GenerationRequest> serde =
            AvroSerde.specific(registry, SerdeConfig.DEFAULTS, GenerationRequest.class);

    private static GenerationRequest request(String id, long count) {
        return GenerationRequest.newBuilder()
                .setRequestId(id)
                .setModel("bank")
                .setCount(count)
                .setConditions(List.of("age > 30"))
                .build();
    }

    private byte[] bytes() {
        return serde.serializer().serialize(TOPIC, request("r", 5));
    }

    @Property(tries = 100)
    void shouldGiveTheSameRecordWhenItIsWrittenAndRead(@ForAll String id, @ForAll long count) {
        GenerationRequest request = request(id, count);

        assertThat(serde.deserializer().deserialize(TOPIC, serde.serializer().serialize(TOPIC, request)))
                .isEqualTo(request);
    }

    @Property(tries = 500)
    void shouldFailAsUndecodableWhenBytesAreRandom(@ForAll byte[] body) {
        byte[] framed = new byte[body.length + 5];
        System.arraycopy(bytes(), 0, framed, 0, 5);
        System.arraycopy(body, 0, framed, 5, body.length);
        try {
            serde.deserializer().deserialize(TOPIC, framed);
        } catch (UndecodableException e) {
            assertThat(e).hasMessageContaining(TOPIC);
        }
    }

    @Test
    void shouldFailAsUndecodableWhenBytesAreCutLengthenedOrForeign() {
        byte[] good = bytes();
        byte[] foreign = good.clone();
        foreign[0] = '{';

        for (byte[] bad : List.of(
                new byte[0],
                Arrays.copyOf(good, 4),
                Arrays.copyOf(good, good.length - 1),
                Arrays.copyOf(good, good.length + 1),
                foreign)) {
            assertThatThrownBy(() -> serde.deserializer().deserialize(TOPIC, bad))
                    .isInstanceOf(UndecodableException.class)
                    .hasMessageContaining(TOPIC);
        }
    }

    @Test
    void shouldFailAsUndecodableWhenALengthIsHuge() {
        byte[] header = Arrays.copyOf(bytes(), 5);
        byte[] bad = Arrays.copyOf(header, 10);
        // A string length of 2^31 - 10 in zigzag coding, and nothing after it.
        System.arraycopy(new byte[] {(byte) 0xEC, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x0F}, 0, bad, 5, 5);

        assertThatThrownBy(() -> serde.deserializer().deserialize(TOPIC, bad)).isInstanceOf(UndecodableException.class);
    }

    @Test
    void shouldTellAnUnknownIdFromAnUnreachableRegistry() {
        byte[] unknown = bytes();
        unknown[4] = 77;
        assertThatThrownBy(() -> serde.deserializer().deserialize(TOPIC, unknown))
                .isInstanceOfSatisfying(UnknownSchemaIdException.class, e -> assertThat(e.schemaId())
                        .isEqualTo(77));

        registry.setReachable(false);
        assertThatThrownBy(() -> serde.deserializer().deserialize(TOPIC, unknown))
                .isInstanceOf(SchemaUnavailableException.class);
    }

    @Test
    void shouldAskTheRegistryOnceWhenManyRecordsHaveOneSchema() {
        for (int i = 0; i < 10; i++) {
            serde.deserializer().deserialize(TOPIC, bytes());
        }

        assertThat(registry.requests()).isEqualTo(2);
    }

    @Test
    void shouldFailClearlyWhenAutoRegistrationIsOff() {
        AvroSerializer<GenericRecord> serializer = new AvroSerializer<>(registry, new SerdeConfig(false, false, false));

        assertThatThrownBy(() -> serializer.serialize(TOPIC, record(1)))
                .isInstanceOf(UnknownSchemaException.class)
                .hasMessageContaining("auto.register.schemas is false")
                .hasMessageContaining("requests-value");
    }

    @Test
    void shouldWriteTheLatestVersionWhenConfigured() {
        registry.register("requests-value", NEW);
        AvroSerializer<GenericRecord> serializer = new AvroSerializer<>(registry, new SerdeConfig(false, true, false));

        GenericRecord read =
                AvroDeserializer.generic(registry).deserialize(TOPIC, serializer.serialize(TOPIC, record(7)));

        assertThat(read.getSchema()).isEqualTo(NEW);
        assertThat(read.get("a")).isEqualTo(7);
        assertThat(read.get("b")).hasToString("none");
    }

    private static GenericRecord record(int a) {
        GenericRecord record = new GenericData.Record(OLD);
        record.put("a", a);
        return record;
    }
}
