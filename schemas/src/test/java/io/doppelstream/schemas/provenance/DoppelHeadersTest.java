package io.doppelstream.schemas.provenance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class DoppelHeadersTest {
    @Property
    void shouldGiveTheSameProvenanceWhenItIsWrittenAndRead(
            @ForAll @LongRange(min = 0, max = Long.MAX_VALUE - 1) long index, @ForAll long seed, @ForAll boolean said) {
        Rendering rendering =
                said ? new Rendering(0.7, "RAW", List.of(List.of(0.5f, -1e-20f), List.of(3f, 0f))) : Rendering.DEFAULT;
        List<String> conditions = List.of("job = 'Bäcker'", "age > 30");
        RequestHeaders headers = new RequestHeaders(
                "bank/1", "00ff", "größe-7", seed, index + 1, conditions, rendering, said ? "{\"share\":0.1}" : null);
        String label = said ? "value-shift:größe" : null;

        assertThat(DoppelHeaders.read(headers.at(index, label)))
                .contains(new Provenance(
                        "bank/1",
                        "00ff",
                        "größe-7",
                        index,
                        seed,
                        index + 1,
                        conditions,
                        rendering,
                        new Anomaly(said ? "{\"share\":0.1}" : null, label)));
    }

    @Test
    void shouldFindNoProvenanceWhenTheRecordIsReal() {
        assertThat(DoppelHeaders.read(new RecordHeaders())).isEmpty();
    }

    @Test
    void shouldNameTheHeaderWhenItIsMalformedOrMissing() {
        Headers headers = new RequestHeaders("bank/1", "00ff", "r", 1, 1, List.of(), Rendering.DEFAULT, null).at(0);
        headers.remove(DoppelHeaders.INDEX).add(DoppelHeaders.INDEX, "seven".getBytes(UTF_8));
        assertThatThrownBy(() -> DoppelHeaders.read(headers))
                .isInstanceOf(MalformedHeadersException.class)
                .hasMessageContaining("doppel-index")
                .hasMessageContaining("seven");

        Headers truncated = new RequestHeaders(
                        "bank/1", "00ff", "r", 1, 1, List.of(), new Rendering(1.0, null, List.of()), null)
                .at(0);
        truncated.remove(DoppelHeaders.TRUNCATION).add(DoppelHeaders.TRUNCATION, "much".getBytes(UTF_8));
        assertThatThrownBy(() -> DoppelHeaders.read(truncated))
                .isInstanceOf(MalformedHeadersException.class)
                .hasMessageContaining("doppel-truncation")
                .hasMessageContaining("much");

        Headers latent = new RequestHeaders("bank/1", "00ff", "r", 1, 1, List.of(), Rendering.DEFAULT, null).at(0);
        latent.add(DoppelHeaders.LATENT, "AAA=".getBytes(UTF_8));
        assertThatThrownBy(() -> DoppelHeaders.read(latent))
                .isInstanceOf(MalformedHeadersException.class)
                .hasMessageContaining("doppel-latent")
                .hasMessageContaining("AAA=");

        headers.remove(DoppelHeaders.DIGEST);
        assertThatThrownBy(() -> DoppelHeaders.read(headers))
                .isInstanceOf(MalformedHeadersException.class)
                .hasMessageContaining("doppel-digest");
    }
}
