/** Sample alerts: they show the whole way of an alert, and reach only the person who sends them. */
@NamedInterface("sample")
package dev.firebreak.alert.sample;

import org.springframework.modulith.NamedInterface;
