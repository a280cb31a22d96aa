package io.doppelstream.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FreePortsTest {

    @Test
    void shouldNotFindAPortAgainWhenItsServerIsNotThereYet() {
        List<Integer> ports = Stream.concat(
                        FreePorts.find(3).stream(), IntStream.range(0, 1000).mapToObj(call -> FreePorts.find(1)
                                .get(0)))
                .toList();
        assertThat(ports).hasSize(1003).doesNotHaveDuplicates();
    }
}
