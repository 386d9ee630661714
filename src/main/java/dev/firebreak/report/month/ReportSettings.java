package dev.firebreak.report.month;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What reports count.
 *
 * @param repeatDays an incident repeats an earlier one that was opened at most so many days before
 */
@Validated
@ConfigurationProperties("firebreak.reports")
record ReportSettings(@DefaultValue("30") @Min(1) @Max(366) int repeatDays) {}
