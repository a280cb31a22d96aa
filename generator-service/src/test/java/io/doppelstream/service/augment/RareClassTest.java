package io.doppelstream.service.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppelstream.model.condition.ConditionParser;
import io.doppelstream.model.condition.ConditionSyntaxException;
import io.doppelstream.service.event.UnusableEventException;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RareClassTest {
    private static final Schema DATE = LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT));
    private static final Schema SCHEMA = SchemaBuilder.record("Event")
            .fields()
            .requiredString("text")
            .optionalString("none")
            .requiredInt("whole")
            .requiredDouble("amount")
            .requiredBoolean("flag")
            .name("day")
            .type(DATE)
            .noDefault()
            .endRecord();
    private static final GenericRecord EVENT = new GenericRecordBuilder(SCHEMA)
            .set("text", "it's")
            .set("whole", 1)
            .set("amount", 2.5)
            .set("flag", true)
            .set("day", 19_000)
            .build();

    private static boolean holds(String condition) throws ConditionSyntaxException, UnusableEventException {
        return new RareClass(ConditionParser.parse(condition).get(0)).holds(EVENT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "text = 'it''s' | true",
                "text in ('a', 'it''s') | true",
                "text != 'a' | true",
                "text = 'a' | false",
                "whole = 1 | true",
                "whole = '1' | true",
                "whole = 1.0 | true",
                "whole not in (1, 2) | false",
                "amount between 2.5 and 3 | true",
                "amount > 2.5 | false",
                "not amount > 2.5 | true",
                "amount >= 2.5 | true",
                "amount < 2.6 | true",
                "flag = true | true",
                "flag = false | false",
                "none is null | true",
                "none is not null | false",
                "none = 'a' | false",
                "none != 'a' | false",
            })
    void shouldHoldWhereSqlSaysSo(String condition, boolean expected)
            throws ConditionSyntaxException, UnusableEventException {
        assertThat(holds(condition)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "missing = 1 | Expected a field missing, found [text, none",
                "text > 3 | Expected a number in the field text",
                "whole = abc | found a number",
                "day = 3 | found 19000 of",
            })
    void shouldSayWhatIsWrongWhenAnEventCannotBeCompared(String condition, String message) {
        assertThatThrownBy(() -> holds(condition))
                .isInstanceOf(UnusableEventException.class)
                .hasMessageContaining(message);
    }

    @Test
    void shouldWriteValuesAsConditionsHaveThem() throws UnusableEventException {
        assertThat(FieldValue.written(FieldValue.of(EVENT, "text"))).isEqualTo("'it''s'");
        assertThat(FieldValue.written(FieldValue.of(EVENT, "whole"))).isEqualTo("1");
        assertThat(FieldValue.written(FieldValue.of(EVENT, "flag"))).isEqualTo("true");
        assertThat(FieldValue.written(FieldValue.of(EVENT, "none"))).isEqualTo("null");
    }
}
