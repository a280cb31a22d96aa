package io.doppelstream.service.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class TallyTest {
    private static final Tally TALLY = new Tally(1, 2, 3, 4, 5, 6, 7);
    /** Never to be edited: state stores hold it. */
    private static final byte[] VERSION_1 = HexFormat.of()
            .parseHex("01" + "0000000000000001" + "0000000000000002" + "0000000000000003" + "0000000000000004"
                    + "0000000000000005" + "0000000000000006" + "0000000000000007");

    @Test
    void shouldReadAndWriteTheBytesOfVersion1() {
        assertThat(Tally.serde().serializer().serialize("", TALLY)).isEqualTo(VERSION_1);
        assertThat(Tally.serde().deserializer().deserialize("", VERSION_1)).isEqualTo(TALLY);
    }

    @Test
    void shouldSayWhatItFoundWhenTheBytesAreOfAnotherVersion() {
        byte[] other = VERSION_1.clone();
        other[0] = 2;

        assertThatThrownBy(() -> Tally.serde().deserializer().deserialize("", other))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("found version 2");
    }
}
