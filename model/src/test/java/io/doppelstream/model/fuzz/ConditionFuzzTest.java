package io.doppelstream.model.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.doppelstream.model.condition.ConditionCompiler;
import io.doppelstream.model.condition.ConditionOutcome;
import io.doppelstream.model.data.Values;
import io.doppelstream.model.pack.Manifest;
import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.model.schema.ValueType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Conditions from the network are compiled or rejected with a sentence, and soon. */
class ConditionFuzzTest {
    private static final List<String> GOOD = List.of(
            "city = 'Oslo' and age > 30",
            "not city in ('Oslo', 'Rome') and age between 20 and 40.5",
            "share(city = 'Bern') = 0.25",
            "age is not null and member = true and age != -1e3",
            "\"age\" >= 18 and not (age < 20)");
    private static final ConditionCompiler COMPILER = compiler();

    private static ConditionCompiler compiler() {
        try {
            Manifest manifest =
                    ModelPackage.open(Path.of("src/test/resources/golden/v1")).manifest();
            return new ConditionCompiler(manifest.schema(), manifest.codec(), manifest.conditions());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void shouldCompileOrReject(List<String> conditions) {
        ConditionOutcome outcome = COMPILER.compile(conditions);
        if (outcome instanceof ConditionOutcome.Rejected rejected) {
            assertThat(rejected.message()).startsWith("Expected").contains("found");
        } else {
            assertThat(((ConditionOutcome.Compiled) outcome).conditions()).isNotNull();
        }
    }

    @Property(tries = 3_000)
    void shouldCompileOrRejectAnyText(@ForAll String text) {
        shouldCompileOrReject(List.of(text));
    }

    @Property(tries = 1_500)
    void shouldCompileOrRejectMutants(@ForAll("mutants") String text) {
        shouldCompileOrReject(List.of(text));
    }

    @Property(tries = 1_500)
    void shouldCompileOrRejectAnyValueOfAnyColumn(@ForAll("comparisons") List<String> conditions) {
        shouldCompileOrReject(conditions);
    }

    @Property(tries = 3_000)
    void shouldKnowAnyTextAsAValueOrNot(@ForAll("values") String text) {
        for (ValueType type : List.of(
                new ValueType.Whole(),
                new ValueType.Decimal(10, 2),
                new ValueType.Floating(),
                new ValueType.Date(),
                new ValueType.Timestamp(null),
                new ValueType.Timestamp("Pacific/Apia"),
                new ValueType.Timestamp("UTC"))) {
            assertThat(Values.number(type, text)).isNotNull();
        }
    }

    /** Of the greatest length that is read, or as many as a request takes. */
    @Example
    void shouldBeSoonDoneWithWhatIsMadeToTakeLong() {
        String digits = "1".repeat(9_900);
        String many = IntStream.range(0, 1_900).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        List<List<String>> costly = List.of(
                List.of("age = " + digits + "x"),
                List.of("age = " + digits + "e"),
                List.of("age = 1e" + "9".repeat(9_000)),
                List.of("age = 1e999999999"),
                List.of("age between 1e-999999999 and 1e999999999"),
                List.of("city = '" + "T".repeat(9_900) + "'"),
                List.of("(".repeat(9_900)),
                List.of("not ".repeat(2_400)),
                List.of("'".repeat(9_999)),
                Collections.nCopies(13, "age not in (" + many + ")"),
                IntStream.range(0, 4_000)
                        .mapToObj(i -> "share(age = " + i + ") = 0.0001")
                        .toList());

        assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> costly.forEach(ConditionFuzzTest::shouldCompileOrReject));
    }

    /** Once takes a tenth of a second or two where each character is looked at again for each other. */
    @Example
    void shouldTakeTimeInProportionToTheLength() {
        String digits = "1".repeat(9_900);
        String time = "T".repeat(9_900);

        assertTimeoutPreemptively(Duration.ofSeconds(6), () -> IntStream.range(0, 200)
                .forEach(i -> shouldCompileOrReject(List.of("age = " + digits + "x" + i))));
        assertTimeoutPreemptively(Duration.ofSeconds(6), () -> IntStream.range(0, 200)
                .forEach(i -> Values.number(new ValueType.Timestamp(null), time + i)));
    }

    @Provide
    Arbitrary<String> mutants() {
        return Arbitraries.of(GOOD)
                .flatMap(good -> Mutations.of(good.getBytes(UTF_8)))
                .map(bytes -> new String(bytes, UTF_8));
    }

    @Provide
    Arbitrary<String> values() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        "1e999999999",
                        "1e-999999999",
                        "1e2147483647",
                        "1e99999999999",
                        "-0",
                        "0x10",
                        "NaN",
                        "Infinity",
                        "+999999999-12-31",
                        "-999999999-01-01",
                        "+999999999-12-31T23:59:59",
                        "-999999999-01-01T00:00:00",
                        "+999999999-12-31T23:59:59-18:00",
                        "-999999999-01-01T00:00:00+18:00",
                        "2024-02-30",
                        "2024-01-01T25:00:00",
                        "2024-01-01T00:00:00+99:99",
                        "2024-01-01T00:00:00Z"),
                Arbitraries.of("2024-01-01T00:00:00+01:00", "-12.5e3", "1999-12-31")
                        .flatMap(good -> Mutations.of(good.getBytes(UTF_8)))
                        .map(bytes -> new String(bytes, UTF_8)),
                Arbitraries.strings().ofMaxLength(30));
    }

    @Provide
    Arbitrary<List<String>> comparisons() {
        Arbitrary<String> columns = Arbitraries.of(COMPILER.schema().names());
        Arbitrary<String> operators = Arbitraries.of("=", "!=", "<", "<=", ">", ">=", "in (0,", "not in (");
        Arbitrary<String> quoted = values().map(value -> "'" + value.replace("'", "''") + "'");
        Arbitrary<String> plain = net.jqwik.api.Combinators.combine(columns, operators, quoted)
                .as((column, operator, value) ->
                        column + " " + operator + " " + value + (operator.endsWith(")") ? "" : end(operator)));
        Arbitrary<String> shared = plain.map(condition -> "share(" + condition + ") = 0.5");
        return Arbitraries.oneOf(plain, shared).list().ofMinSize(1).ofMaxSize(4);
    }

    private static String end(String operator) {
        return operator.contains("(") ? ")" : "";
    }
}
