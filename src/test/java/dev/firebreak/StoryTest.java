package dev.firebreak;

import dev.firebreak.alert.PostedAlerts;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestExecutionListeners;
import org.springframework.test.context.TestExecutionListeners.MergeMode;
import org.springframework.test.context.TestPropertySource;

/**
 * A story told to all of Firebreak: real engine, decisions, database and services; time stands still unless moved, nothing
 * runs in the background, the outside is played. Tests ask for the {@link World} and move it.
 */
@FirebreakTest
@Tag("apart")
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Import({World.class, World.Time.class, PostedAlerts.class})
@TestExecutionListeners(
        listeners = {EngineRegistration.class, StoryReset.class},
        mergeMode = MergeMode.MERGE_WITH_DEFAULTS)
@ContextConfiguration(initializers = {FirebreakTest.OwnPlace.class, OutsideWorld.class})
@TestPropertySource(
        properties = {
            "firebreak.catalog=src/test/resources/world/catalog.yaml",
            "firebreak.worker.enabled=false",
            "firebreak.alert.sweep=false",
            "camunda.bpm.job-execution.enabled=false",
        })
public @interface StoryTest {}
