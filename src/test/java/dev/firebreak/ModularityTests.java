package dev.firebreak;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.firebreak.database.DatabaseBulkhead;
import dev.firebreak.web.RejectUnknownFields;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.web.bind.annotation.RequestBody;

/** The architecture rules: which modules, packages and classes may depend on which (contributing.md "Modules"). */
class ModularityTests {

    private static final JavaClasses OURS = new ClassFileImporter(
                    java.util.List.of(new ImportOption.DoNotIncludeTests()))
            .importPackages("dev.firebreak");

    @Test
    void everyModuleKnowsOnlyWhomItMay() {
        ApplicationModules.of(Firebreak.class).verify();
    }

    @Test
    void theEngineIsKnownToTheLifecycleAndToDelegatesOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.firebreak.lifecycle..", "dev.firebreak.engine..", "dev.firebreak.worker..")
                .and()
                .haveSimpleNameNotEndingWith("Delegate")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.camunda..")
                .check(OURS);
    }

    @Test
    void theEnginesInternalsAreKnownToTheHardeningAndToTheWorkersBellOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.firebreak.engine..", "dev.firebreak.worker..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.camunda.bpm.engine.impl..")
                .check(OURS);
    }

    @Test
    void packagesAreFreeOfCycles() {
        slices().matching("dev.firebreak.(**)").should().beFreeOfCycles().check(OURS);
    }

    @Test
    void timeComesFromTheClockBean() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(Firebreak.class.getName())
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.time.LocalDate.class, "now")
                .orShould()
                .callMethod(java.time.OffsetDateTime.class, "now")
                .check(OURS);
    }

    @Test
    void everyThreadNamesItsLaneToTheDatabase() {
        noClasses()
                .that()
                .areNotAssignableTo(DatabaseBulkhead.class)
                .should()
                .callConstructorWhere(describe(
                        "create a Thread", call -> call.getTargetOwner().isAssignableTo(Thread.class)))
                .orShould()
                .callMethodWhere(describe(
                        "create an executor without a ThreadFactory",
                        call -> call.getTargetOwner().isEquivalentTo(Executors.class)
                                && call.getTarget().getRawParameterTypes().stream()
                                        .noneMatch(type -> type.isEquivalentTo(ThreadFactory.class))))
                .check(OURS);
    }

    @Test
    void delegatesAreTheModelsBusiness() {
        classes()
                .that()
                .haveSimpleNameEndingWith("Delegate")
                .and()
                .areNotInterfaces()
                .should()
                .notBePublic()
                .check(OURS);
    }

    @Test
    @Tag("E1")
    void nothingOfOursStartsAProcessOrAShell() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ProcessBuilder.class)
                .orShould()
                .callMethod(Runtime.class, "exec", String.class)
                .orShould()
                .callMethod(Runtime.class, "exec", String[].class)
                .check(OURS);
    }

    /** Outside a transaction, such a stream keeps its connection until it is closed, which callers easily forget. */
    @Test
    void noConnectionIsKeptByAStreamOfRows() {
        noClasses()
                .should()
                .callMethod(JdbcClient.MappedQuerySpec.class, "stream")
                .check(OURS);
    }

    /** ExternalTaskHandler is Camunda's term, BatchProcessor is Spring Batch's. */
    @Test
    void vagueNamesAreAvoided() {
        noClasses()
                .that()
                .doNotHaveSimpleName("ExternalTaskHandler")
                .and()
                .doNotHaveSimpleName("BatchProcessor")
                .should()
                .haveNameMatching(".*(Manager|Helper|Utils?|Impl|Handler|Processor|Base)")
                .check(OURS);
    }

    @Test
    @Tag("H21")
    void everyBodyThatPeopleSendRejectsUnknownFields() {
        methods()
                .should(new ArchCondition<JavaMethod>("take bodies with @RejectUnknownFields") {
                    @Override
                    public void check(JavaMethod method, ConditionEvents events) {
                        method.getParameters().stream()
                                .filter(it -> it.isAnnotatedWith(RequestBody.class))
                                .filter(it -> !it.getRawType().isAnnotatedWith(RejectUnknownFields.class))
                                .forEach(it -> events.add(SimpleConditionEvent.violated(
                                        method,
                                        method.getFullName() + " takes a "
                                                + it.getRawType().getName())));
                    }
                })
                .check(OURS);
    }
}
