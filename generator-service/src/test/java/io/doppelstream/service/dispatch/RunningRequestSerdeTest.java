package io.doppelstream.service.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppelstream.schemas.AcceptedRequest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunningRequestSerdeTest {
    private static final String FORMAT_2 =
            "AgEAAAAAAAAH1wAAAAAAAAACAAAAAAAAAAEAAAAAAAAAZAAAAAAAAABaAAAAAAAAAAUAAAAAAAAAAQAAAAAAAABQAAAA"
                    + "AwAAAAAAAAABAAAAAAAAA+gAAAAAAAAAAgAAAAAAAAAFAAAAAAAAAAIAAAAFAAAABwAAAAIAAAAAAAAABAAAAAAAAAAA"
                    + "wwGbtjmF8odiexBncsO2w59lcgJtAjICZA0EDmEgPSAnYicoc2hhcmUoYyA9ICdkJykgPSAwLjUABm91dP7/////////"
                    + "/wHQDwIQc29tZWJvZHkCAAAAAAAAKUAGAo7algE=";

    /** With truncation and image format in the request, before anomalies. */
    private static final String FORMAT_2_IMAGES =
            "AgEAAAAAAAAH1wAAAAAAAAACAAAAAAAAAAEAAAAAAAAAZAAAAAAAAABaAAAAAAAAAAUAAAAAAAAAAQAAAAAAAABQAAAA"
                    + "AwAAAAAAAAABAAAAAAAAA+gAAAAAAAAAAgAAAAAAAAAFAAAAAAAAAAIAAAAFAAAABwAAAAIAAAAAAAAABAAAAAAAAAAA"
                    + "wwHvSbuW0PXX1RBncsO2w59lcgJtAjICZA0EDmEgPSAnYicoc2hhcmUoYyA9ICdkJykgPSAwLjUABm91dP7/////////"
                    + "/wHQDwIQc29tZWJvZHkCAAAAAAAAKUAGAo7algEAAA==";

    private final Serde<RunningRequest> serde = RunningRequestSerde.of();

    private static RunningRequest running() {
        AcceptedRequest request = AcceptedRequest.newBuilder()
                .setRequestId("größer")
                .setModel("m")
                .setModelVersion("2")
                .setDigest("d")
                .setSeed(-7)
                .setConditions(List.of("a = 'b'", "share(c = 'd') = 0.5"))
                .setOutputTopic("out")
                .setRequested(RunningRequest.ENDLESS)
                .setChunkSize(1_000)
                .setClient("somebody")
                .setRate(12.5)
                .setPriority(3)
                .setDeadline(Instant.ofEpochMilli(1_234_567))
                .build();
        return new RunningRequest(
                request,
                Phase.PAUSED,
                2_007,
                List.of(new Slice(1, 0, 1_000), new Slice(2, 0, 5), new Slice(2, 5, 7)),
                2,
                1,
                100,
                new Pace(90, 5),
                new RunningRequest.Reported(1, 80),
                List.of(4L, 0L));
    }

    @Test
    void shouldGiveBackWhatItWrote() {
        byte[] bytes = serde.serializer().serialize("", running());

        assertThat(serde.deserializer().deserialize("", bytes)).isEqualTo(running());
        assertThat(serde.serializer().serialize("", null)).isNull();
    }

    /** If it fails, the format or the contract has changed: teach the serde to read both, and add a line here. */
    @ParameterizedTest
    @ValueSource(strings = {FORMAT_2, FORMAT_2_IMAGES})
    void shouldReadWhatAnEarlierVersionWrote(String written) {
        byte[] bytes = Base64.getDecoder().decode(written);

        assertThat(serde.deserializer().deserialize("", bytes)).isEqualTo(running());
    }

    @Test
    void shouldNameTheFormatWhenItIsAnother() {
        assertThatThrownBy(() -> serde.deserializer().deserialize("", new byte[] {9, 0, 0}))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("format 2")
                .hasMessageContaining("found 9");
    }
}
