package io.doppelstream.model.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ConditionParserTest {

    @Property
    void shouldGiveBackWhatAConditionPrints(@ForAll("conditions") Condition condition) throws Exception {
        assertThat(ConditionParser.parse(condition.toString())).containsExactly(condition);
    }

    @Property(tries = 5000)
    void shouldParseOrExplainAnyText(@ForAll("texts") String text) {
        try {
            assertThat(ConditionParser.parse(text)).isNotEmpty();
        } catch (ConditionSyntaxException e) {
            assertThat(e.getMessage()).startsWith("Expected ").contains(", found ");
        }
    }

    @Test
    void shouldParseTheWholeLanguage() throws Exception {
        assertThat(parse("job = 'student'").get(0)).isEqualTo(in("job", false, quoted("student")));
        assertThat(parse("job in ('student', 'retired')").get(0))
                .isEqualTo(in("job", false, quoted("student"), quoted("retired")));
        assertThat(parse("age BETWEEN 30 AND 40").get(0))
                .isEqualTo(new Condition.Range("age", plain("30"), true, plain("40"), true, false));
        assertThat(parse("pdays is null").get(0)).isEqualTo(new Condition.IsNull("pdays", false));
        assertThat(parse("not pdays is null")).isEqualTo(parse("pdays is not null"));
        assertThat(parse("not (age = 5)")).isEqualTo(parse("age != 5"));
        assertThat(parse("share(y = 'yes') = 0.5").get(0))
                .isEqualTo(new Condition.Share(in("y", false, quoted("yes")), 0.5));
        assertThat(parse("\"emp.var.rate\" >= -1.8").get(0))
                .isEqualTo(new Condition.Range("emp.var.rate", plain("-1.8"), true, null, true, false));
        assertThat(parse("name = 'O''Hara'").get(0)).isEqualTo(in("name", false, quoted("O'Hara")));
        assertThat(parse("y = 'yes' and age between 30 and 40 and not job in (a, b)"))
                .hasSize(3);
        assertThat(parse("share = 3").get(0)).isEqualTo(in("share", false, plain("3")));
    }

    @Test
    void shouldSayWhereAndWhatItExpected() throws Exception {
        assertThatThrownBy(() -> parse("age between 30"))
                .hasMessage("Expected 'and' at character 15 of condition \"age between 30\", found the end");
        assertThatThrownBy(() -> parse("age = ")).hasMessageContaining("Expected a value at character 7");
        assertThatThrownBy(() -> parse("age = null")).hasMessageContaining("is null");
        assertThatThrownBy(() -> parse("job = 'student")).hasMessageContaining("closing '");
        assertThatThrownBy(() -> parse("share(y = 'yes') = 2")).hasMessageContaining("between 0 and 1");
        assertThatThrownBy(() -> parse("age = 3 or age = 4")).hasMessageContaining("'and' or the end");
        assertThatThrownBy(() -> parse("")).hasMessageContaining("a column name");
        assertThatThrownBy(() -> parse("not ".repeat(5000) + "a = 1")).hasMessageContaining("at most");
        assertThatThrownBy(() -> parse("(".repeat(9000))).hasMessageContaining("nested");
        assertThatThrownBy(() -> parse("not ".repeat(2000) + "a = 1")).hasMessageContaining("nested");
        assertThat(parse("(".repeat(40) + "a = 1" + ")".repeat(40))).hasSize(1);
    }

    private static List<Condition> parse(String text) throws ConditionSyntaxException {
        return ConditionParser.parse(text);
    }

    private static Condition in(String column, boolean negated, Literal... values) {
        return new Condition.In(column, List.of(values), negated);
    }

    private static Literal quoted(String text) {
        return new Literal(text, true);
    }

    private static Literal plain(String text) {
        return new Literal(text, false);
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> words = Arbitraries.of(
                "age", "between", "and", "not", "in", "is", "null", "share", "(", ")", "=", "<=", "!=", ",", "'", "\"",
                "30", "-1e5", "'x'", "true", "or", ";", "\u00e9", "1.2.3");
        return words.list().ofMaxSize(12).map(list -> String.join(" ", list));
    }

    @Provide
    Arbitrary<Condition> conditions() {
        Arbitrary<String> columns = Arbitraries.oneOf(
                Arbitraries.of("age", "emp.var.rate", "not", "x y", "a\"b", "\u00fcber"),
                Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(8));
        Arbitrary<Literal> literals = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(8).map(text -> new Literal(text, true)),
                Arbitraries.integers().map(number -> new Literal(Integer.toString(number), false)));
        Arbitrary<Condition> in = Combinators.combine(
                        columns, literals.list().ofMinSize(1).ofMaxSize(4), Arbitraries.of(true, false))
                .as(Condition.In::new);
        Arbitrary<Condition> between = Combinators.combine(columns, literals, literals, Arbitraries.of(true, false))
                .as((column, low, high, negated) -> new Condition.Range(column, low, true, high, true, negated));
        Arbitrary<Condition> bound = Combinators.combine(columns, literals, Arbitraries.of(true, false))
                .as((column, low, included) -> new Condition.Range(column, low, included, null, true, false));
        Arbitrary<Condition> isNull =
                Combinators.combine(columns, Arbitraries.of(true, false)).as(Condition.IsNull::new);
        Arbitrary<Condition> plain = Arbitraries.oneOf(in, between, bound, isNull);
        return Arbitraries.oneOf(
                plain,
                Combinators.combine(plain, Arbitraries.doubles().between(0, 1).ofScale(4))
                        .as(Condition.Share::new));
    }
}
