package dev.helpline.chat.store.jdbc;

import static java.lang.annotation.ElementType.TYPE;

import dev.helpline.servers.MySqlKind;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips tests of MySQL where its server cannot run because a library is missing. */
@Target(TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsLibaio.Condition.class)
@interface NeedsLibaio {
    /** The reason for skipping them. */
    String ADVICE = MySqlKind.ADVICE;

    /** Checks whether the server runs. */
    final class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return MySqlKind.MYSQL.runs()
                    ? ConditionEvaluationResult.enabled("MySQL's server runs")
                    : ConditionEvaluationResult.disabled(ADVICE);
        }
    }
}
