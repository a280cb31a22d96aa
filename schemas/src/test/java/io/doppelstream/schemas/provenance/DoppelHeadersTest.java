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
            @ForAll @LongRange(min = 0, max = Long.MAX_VALUE - 1) long index, @ForAll long seed) {
        List<String> conditions = List.of("job = 'Bäcker'", "age > 30");
        RequestHeaders headers = new RequestHeaders("bank/1", "00ff", "größe-7", seed, index + 1, conditions);

        assertThat(DoppelHeaders.read(headers.at(index)))
                .contains(new Provenance("bank/1", "00ff", "größe-7", index, seed, index + 1, conditions));
    }

    @Test
    void shouldFindNoProvenanceWhenTheRecordIsReal() {
        assertThat(DoppelHeaders.read(new RecordHeaders())).isEmpty();
    }

    @Test
    void shouldNameTheHeaderWhenItIsMalformedOrMissing() {
        Headers headers = new RequestHeaders("bank/1", "00ff", "r", 1, 1, List.of()).at(0);
        headers.remove(DoppelHeaders.INDEX).add(DoppelHeaders.INDEX, "seven".getBytes(UTF_8));
        assertThatThrownBy(() -> DoppelHeaders.read(headers))
                .isInstanceOf(MalformedHeadersException.class)
                .hasMessageContaining("doppel-index")
                .hasMessageContaining("seven");

        headers.remove(DoppelHeaders.DIGEST);
        assertThatThrownBy(() -> DoppelHeaders.read(headers))
                .isInstanceOf(MalformedHeadersException.class)
                .hasMessageContaining("doppel-digest");
    }
}
