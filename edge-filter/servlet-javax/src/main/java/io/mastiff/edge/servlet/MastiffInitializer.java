package io.mastiff.edge.servlet;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import javax.servlet.DispatcherType;
import javax.servlet.FilterRegistration;
import javax.servlet.ServletContainerInitializer;
import javax.servlet.ServletContext;
import org.jspecify.annotations.Nullable;

/**
 * Registers the filter where the jar simply lies in {@code WEB-INF/lib}: first, for every request,
 * unless the application names a {@link MastiffFilter} itself or sets the context parameter {@code
 * mastiff.register} to {@code false}. Context parameters {@code mastiff.policy}, {@code
 * mastiff.kafka} and {@code mastiff.data-dir} stand for the filter's init parameters.
 */
public final class MastiffInitializer implements ServletContainerInitializer {
  static final List<String> PARAMETERS =
      Collections.unmodifiableList(Arrays.asList("policy", "kafka", "data-dir"));
  private static final String NAME = "mastiff";

  @Override
  public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) {
    boolean named =
        context.getFilterRegistrations().values().stream()
            .anyMatch(r -> MastiffFilter.class.getName().equals(r.getClassName()));
    if (named || "false".equals(context.getInitParameter("mastiff.register"))) {
      return;
    }
    FilterRegistration.Dynamic filter = context.addFilter(NAME, MastiffFilter.class.getName());
    if (filter == null) {
      return;
    }
    filter.setAsyncSupported(true);
    for (String parameter : PARAMETERS) {
      String value = context.getInitParameter(NAME + "." + parameter);
      if (value != null) {
        filter.setInitParameter(parameter, value);
      }
    }
    filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
  }
}
