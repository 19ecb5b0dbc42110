// SPDX-License-Identifier: Apache-2.0
package io.quorate.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/**
 * The floors of docs/adr/0001, one set of rules for every module: model, observe, decide, act, tell. The same package
 * name means the same floor everywhere. A module's {@code ArchitectureTest} includes them with {@code ArchTests.in}.
 */
public final class Floors {
    /** Packages that decide or model: values in, values out. */
    private static final String[] PURE = {
        "io.quorate.cluster..",
        "io.quorate.topology..",
        "io.quorate.availability..",
        "io.quorate.health",
        "io.quorate.topic",
        "io.quorate.deploy..",
        "io.quorate.health.group",
        "io.quorate.backup.cutover",
        "io.quorate..plan..",
        "io.quorate..durability..",
        "io.quorate..state..",
        "io.quorate..report..",
        "io.quorate..version..",
    };

    /** Packages that speak to a cluster. */
    private static final String[] SPEAKS_ADMIN = {
        "io.quorate..observe..",
        "io.quorate.group..",
        "io.quorate.health.monitor",
        "io.quorate.health.probe",
        "io.quorate..apply..",
        "io.quorate..execute..",
        "io.quorate..throttle..",
        "io.quorate..journal..",
        "io.quorate..internal..",
        "io.quorate.testkit.cluster..",
        "io.quorate.testkit.assertion..",
        "io.quorate.testkit.junit..",
        "io.quorate.testkit.fault..",
        "io.quorate.examples..",
    };

    @ArchTest
    static final ArchRule PACKAGES_FORM_NO_CYCLES =
            slices().matching("io.quorate.(**)").should().beFreeOfCycles().allowEmptyShould(true);

    @ArchTest
    static final ArchRule DECISIONS_ARE_PURE = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.kafka.clients..",
                    "org.slf4j..",
                    "java.io..",
                    "java.net..",
                    "java.nio.file..",
                    "java.util.concurrent..",
                    "io.github.resilience4j..",
                    "io.quorate.time..",
                    "io.quorate.testkit.time..")
            .because("a rule that decides never fetches, waits, writes or logs")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule ONLY_OBSERVERS_AND_ACTORS_SPEAK_ADMIN = noClasses()
            .that(are(resideInAPackage("io.quorate..").and(not(resideInAnyPackage(SPEAKS_ADMIN)))))
            .should()
            .dependOnClassesThat(are(resideInAPackage("org.apache.kafka.clients.admin..")
                    // The names of its settings are no cluster.
                    .and(not(simpleName("AdminClientConfig")))))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule TIME_IS_INJECTED = noClasses()
            .that()
            .resideOutsideOfPackages("io.quorate..time..")
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callConstructor(java.util.Random.class)
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule TELL_HOLDS_VALUES_AND_INTERFACES = classes()
            .that()
            .resideInAPackage("io.quorate..progress..")
            .and()
            .areTopLevelClasses()
            .and()
            .doNotHaveSimpleName("package-info")
            .should(beValuesOrInterfaces())
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule NO_PUBLIC_SIGNATURE_SHOWS_AN_IMPLEMENTATION_DETAIL = methods()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat()
            .arePublic()
            .and()
            .areDeclaredInClassesThat()
            .resideOutsideOfPackages("io.quorate..internal..", "io.quorate.examples..")
            .should(mentionNone(resideInAnyPackage(
                    "io.quorate..internal..",
                    "io.github.resilience4j..",
                    "org.testcontainers..",
                    "com.fasterxml..",
                    "j2html..",
                    "eu.maveniverse..",
                    "org.eclipse.aether..",
                    "org.HdrHistogram..")))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule MODULES_KEEP_TO_THEMSELVES = noClasses()
            .that()
            .resideInAPackage("io.quorate.reassignment..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.quorate.upgrade..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule UPGRADE_DOES_NOT_KNOW_REASSIGNMENT = noClasses()
            .that()
            .resideInAPackage("io.quorate.upgrade..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.quorate.reassignment..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule ONLY_EXAMPLES_KNOW_THE_TESTKIT = noClasses()
            .that()
            .resideInAPackage("io.quorate..")
            .and()
            .resideOutsideOfPackages(
                    "io.quorate.testkit..", "io.quorate.examples..", "io.quorate.upgrade.testcluster..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.quorate.testkit..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule THE_TESTKIT_JUDGES_ALONE = noClasses()
            .that()
            .resideInAPackage("io.quorate.testkit..")
            .should()
            .dependOnClassesThat(
                    are(resideInAPackage("io.quorate..").and(not(resideInAPackage("io.quorate.testkit..")))))
            .because("the judge shares no code with what it judges (docs/adr/0002)")
            .allowEmptyShould(true);

    private Floors() {}

    private static ArchCondition<JavaClass> beValuesOrInterfaces() {
        return new ArchCondition<>("be records, enums, interfaces or final classes") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean good = type.isRecord()
                        || type.isEnum()
                        || type.isInterface()
                        || type.getModifiers().contains(JavaModifier.FINAL);
                events.add(
                        new SimpleConditionEvent(type, good, type.getName() + (good ? " is" : " is not") + " a value"));
            }
        };
    }

    private static ArchCondition<JavaMethod> mentionNone(DescribedPredicate<JavaClass> forbidden) {
        return new ArchCondition<>("mention no type that " + forbidden.getDescription()) {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                boolean bad = forbidden.test(method.getRawReturnType())
                        || method.getRawParameterTypes().stream().anyMatch(forbidden);
                events.add(new SimpleConditionEvent(method, !bad, method.getFullName() + " shows an internal type"));
            }
        };
    }
}
