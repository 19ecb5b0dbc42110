// SPDX-License-Identifier: Apache-2.0
package io.quorate.examples;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import io.quorate.architecture.Floors;

@AnalyzeClasses(packages = "io.quorate", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchTests FLOORS = ArchTests.in(Floors.class);
}
