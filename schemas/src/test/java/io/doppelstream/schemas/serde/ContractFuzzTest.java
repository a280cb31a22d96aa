package io.doppelstream.schemas.serde;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.doppelstream.schemas.AcceptedRequest;
import io.doppelstream.schemas.ControlAction;
import io.doppelstream.schemas.DispatchAction;
import io.doppelstream.schemas.DispatchOrder;
import io.doppelstream.schemas.GenerationRequest;
import io.doppelstream.schemas.OrderOrigin;
import io.doppelstream.schemas.RequestControl;
import io.doppelstream.schemas.fixture.InMemorySchemaRegistry;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.specific.SpecificRecord;

/** Bytes from the network: a record, or one of two exceptions that become a dead letter, and memory of their own size. */
class ContractFuzzTest {
    private static final String TOPIC = "any";
    /** For records of some hundred bytes. A length or a count that is believed takes gigabytes. */
    private static final long MOST_MEMORY = 16L << 20;

    private static final ThreadMXBean MEMORY = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final AcceptedRequest accepted = AcceptedRequest.newBuilder()
            .setRequestId("r")
            .setModel("bank")
            .setModelVersion("1")
            .setDigest("d")
            .setSeed(7)
            .setConditions(List.of("age > 30"))
            .setOutputTopic("out")
            .setRequested(5)
            .setChunkSize(1)
            .build();
    private final GenerationRequest request = GenerationRequest.newBuilder()
            .setRequestId("request")
            .setModel("bank")
            .setModelVersion("1")
            .setCount(5)
            .setConditions(List.of("age > 30", "job = 'student'"))
            .setSeed(3L)
            .setOutputTopic("out")
            .setClient("someone")
            .setRate(5.0)
            .setPriority(2)
            .setDeadline(Instant.EPOCH)
            .build();
    private final RequestControl control = RequestControl.newBuilder()
            .setRequestId("request")
            .setAction(ControlAction.PAUSE)
            .setClient("someone")
            .build();
    private final DispatchOrder order = DispatchOrder.newBuilder()
            .setRequestId("r")
            .setAction(DispatchAction.START)
            .setRequest(accepted)
            .setOrigin(new OrderOrigin("doppel.requests", 1, 2L, ByteBuffer.wrap("payload".getBytes(UTF_8))))
            .build();
    /** Each as it goes over the wire; their schema ids are 1, 2 and 3. */
    private final List<byte[]> good = List.<SpecificRecord>of(request, control, order).stream()
            .map(this::write)
            .toList();

    private final List<AvroDeserializer<? extends SpecificRecord>> readers = List.of(
            AvroDeserializer.specific(registry, GenerationRequest.class),
            AvroDeserializer.specific(registry, RequestControl.class),
            AvroDeserializer.specific(registry, DispatchOrder.class));

    private byte[] write(SpecificRecord record) {
        return new AvroSerializer<SpecificRecord>(registry, SerdeConfig.DEFAULTS)
                .serialize(record.getSchema().getName(), record);
    }

    private void shouldReadOrRefuse(byte[] bytes) {
        for (AvroDeserializer<? extends SpecificRecord> reader : readers) {
            long before = MEMORY.getCurrentThreadAllocatedBytes();
            try {
                assertThat(reader.deserialize(TOPIC, bytes)).isNotNull();
            } catch (UndecodableException | UnknownSchemaIdException e) {
                assertThat(e).hasMessageContaining(TOPIC);
            }
            assertThat(MEMORY.getCurrentThreadAllocatedBytes() - before)
                    .as("bytes of memory for %d bytes", bytes.length)
                    .isLessThan(MOST_MEMORY);
        }
    }

    @Property(tries = 2_000)
    void shouldReadOrRefuseAnyBytes(@ForAll byte[] bytes) {
        shouldReadOrRefuse(bytes);
    }

    @Property(tries = 2_000)
    void shouldReadOrRefuseAnyBytesOfAKnownSchema(@ForAll byte[] body, @ForAll("ids") byte id) {
        byte[] framed = new byte[body.length + WireFormat.HEADER_BYTES];
        framed[4] = id;
        System.arraycopy(body, 0, framed, WireFormat.HEADER_BYTES, body.length);
        shouldReadOrRefuse(framed);
    }

    @Property(tries = 5_000)
    void shouldReadOrRefuseMutants(@ForAll("mutants") byte[] bytes) {
        shouldReadOrRefuse(bytes);
    }

    /** Wherever it stands, it may be the length of a text or of bytes, or the number of items. */
    @Property(tries = 3_000)
    void shouldBelieveNoHugeNumber(@ForAll("huge") byte[] bytes) {
        shouldReadOrRefuse(bytes);
    }

    @Provide
    Arbitrary<Byte> ids() {
        return Arbitraries.bytes().between((byte) 1, (byte) 3);
    }

    @Provide
    Arbitrary<byte[]> mutants() {
        Arbitrary<Integer> kinds = Arbitraries.integers().between(0, 3);
        Arbitrary<Integer> places = Arbitraries.integers().between(WireFormat.HEADER_BYTES, 200);
        return Combinators.combine(Arbitraries.of(good), kinds, places, places, Arbitraries.bytes())
                .as((bytes, kind, first, second, value) -> {
                    int at = Math.min(first, bytes.length - 1);
                    int other = Math.min(second, bytes.length - 1);
                    byte[] mutant = kind == 3 ? Arrays.copyOf(bytes, at) : bytes.clone();
                    if (kind < 3) {
                        mutant[at] = kind == 0 ? (byte) (mutant[at] ^ (1 << (value & 7))) : value;
                        mutant[other] = kind == 2 ? mutant[at] : mutant[other];
                    }
                    return mutant;
                });
    }

    @Provide
    Arbitrary<byte[]> huge() {
        Arbitrary<Long> numbers = Arbitraries.of(
                (1L << 31) - 10,
                (1L << 31) - 9,
                (1L << 31) - 1,
                1L << 31,
                1L << 30,
                500_000_000L,
                1L << 62,
                -1L,
                -(1L << 30),
                Long.MIN_VALUE,
                Long.MAX_VALUE);
        Arbitrary<Integer> places = Arbitraries.integers().between(WireFormat.HEADER_BYTES, 120);
        return Combinators.combine(Arbitraries.of(good), places, numbers).as((bytes, place, number) -> {
            int at = Math.min(place, bytes.length);
            ByteArrayOutputStream result = new ByteArrayOutputStream();
            result.write(bytes, 0, at);
            // Zigzag, as Avro writes numbers.
            long rest = (number << 1) ^ (number >> 63);
            while ((rest & ~0x7FL) != 0) {
                result.write((int) ((rest & 0x7F) | 0x80));
                rest >>>= 7;
            }
            result.write((int) rest);
            result.write(bytes, at, bytes.length - at);
            return result.toByteArray();
        });
    }
}
