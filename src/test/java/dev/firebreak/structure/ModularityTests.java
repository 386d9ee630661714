package dev.firebreak.structure;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.DockerClient;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.Source;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.firebreak.Firebreak;
import dev.firebreak.database.DatabaseBulkhead;
import dev.firebreak.web.RejectUnknownFields;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.web.bind.annotation.RequestBody;

/** The architecture rules: which modules, packages and classes may depend on which (contributing.md "Modules"). */
class ModularityTests {

    private static final ApplicationModules MODULES = ApplicationModules.of(Firebreak.class);

    /** What Spring Modulith has read of our classes; to read them again takes eight seconds. */
    private static final JavaClasses OURS = (JavaClasses) ReflectionTestUtils.getField(MODULES, "allClasses");

    @Test
    void everyModuleKnowsOnlyWhomItMay() {
        MODULES.verify();
    }

    @Test
    void theRulesSeeEveryClassOfOursAndNoTest() {
        assertThat(OURS.contain(Firebreak.class)).isTrue();
        assertThat(OURS.contain(ModularityTests.class)).isFalse();
        assertThat(OURS.stream().map(JavaClass::getPackageName)).contains("dev.firebreak", "dev.firebreak.alert.http");
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

    /** The root of a module is its contract with all others and may be larger. */
    @Test
    void subPackagesHoldAtMostTwelveFiles() {
        var files = OURS.stream()
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .map(type -> type.getPackageName() + " "
                        + type.getSource().flatMap(Source::getFileName).orElseThrow())
                .distinct()
                .map(file -> file.substring(0, file.indexOf(' ')))
                .filter(pkg -> pkg.chars().filter(c -> c == '.').count() > 2)
                .collect(Collectors.groupingBy(pkg -> pkg, Collectors.counting()));

        assertThat(files)
                .isNotEmpty()
                .allSatisfy((pkg, count) -> assertThat(count).as(pkg).isLessThanOrEqualTo(12));
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

    /** Certificates are checked against what the JVM trusts, and names against certificates. */
    @Test
    @Tag("G7")
    void nothingOfOursDecidesForItselfWhichServerToTrust() {
        noClasses()
                .should()
                .beAssignableTo(javax.net.ssl.TrustManager.class)
                .orShould()
                .beAssignableTo(javax.net.ssl.HostnameVerifier.class)
                .orShould()
                .callMethod(HttpClient.Builder.class, "sslContext", SSLContext.class)
                .orShould()
                .callMethod(HttpClient.Builder.class, "sslParameters", SSLParameters.class)
                .check(OURS);
    }

    /** DockerEndpointsTests compares what they ask with the rules of the socket proxy. */
    @Test
    @Tag("H24")
    void onlyFewClassesTalkToTheDockerEngineAndOnlyWithTheCommandsOfTheSteps() {
        var commands = Set.of(
                "listContainersCmd",
                "listImagesCmd",
                "removeImageCmd",
                "pruneCmd",
                "inspectContainerCmd",
                "restartContainerCmd",
                "pauseContainerCmd",
                "unpauseContainerCmd",
                "copyArchiveFromContainerCmd",
                "logContainerCmd",
                "statsCmd",
                "topContainerCmd",
                "updateContainerCmd",
                "execCreateCmd",
                "execStartCmd",
                "inspectExecCmd",
                "containerDiffCmd",
                "inspectImageCmd",
                "createContainerCmd",
                "startContainerCmd",
                "waitContainerCmd",
                "removeContainerCmd");
        noClasses()
                .that()
                .haveNameNotMatching(
                        "dev\\.firebreak\\.(runbook\\.step\\.(docker\\.(client\\.DockerConfig|engine\\.Docker(Engine|Exec|Images|Logs|Usage)"
                                + "|state\\.DockerContainerStates|namespace\\.DockerNamespaces)"
                                + "|forensics\\.container\\.DockerTraces)"
                                + "|logwatch\\.container\\.DockerLogReader)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.github.dockerjava..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(UnixDomainSocketAddress.class)
                .check(OURS);
        noClasses()
                .should()
                .callMethodWhere(describe(
                        "call another command of the Docker client",
                        call -> call.getTargetOwner().isAssignableTo(DockerClient.class)
                                && call.getName().endsWith("Cmd")
                                && !commands.contains(call.getName())))
                .orShould()
                .callMethodWhere(describe(
                        "ask for a privileged command", call -> call.getName().equals("withPrivileged")))
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
