package io.mastiff.edge.spring;

import io.mastiff.edge.DecisionEngine;
import io.mastiff.edge.servlet.DoorFilter;
import jakarta.servlet.DispatcherType;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;

/**
 * Puts the filter before every request of a servlet application, with the application's own {@link
 * DecisionEngine} where it has one.
 */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnProperty(name = "mastiff.enabled", matchIfMissing = true)
@EnableConfigurationProperties(MastiffProperties.class)
public class MastiffAutoConfiguration {
  /** The filter and its place. */
  @Bean
  @ConditionalOnMissingBean(name = "mastiffFilter")
  public FilterRegistrationBean<DoorFilter> mastiffFilter(
      MastiffProperties properties, ObjectProvider<DecisionEngine> engine) {
    DecisionEngine own = engine.getIfAvailable();
    DoorFilter filter = own == null ? new DoorFilter() : new DoorFilter(own);
    FilterRegistrationBean<DoorFilter> bean = new FilterRegistrationBean<>(filter);
    bean.setName("mastiff");
    bean.setOrder(properties.order());
    bean.setAsyncSupported(true);
    bean.setDispatcherTypes(DispatcherType.REQUEST);
    bean.addUrlPatterns("/*");
    set(bean, "policy", properties.policy());
    set(bean, "kafka", properties.kafka());
    set(bean, "data-dir", properties.dataDir());
    return bean;
  }

  private static void set(
      FilterRegistrationBean<DoorFilter> bean, String name, @Nullable String value) {
    if (value != null) {
      bean.addInitParameter(name, value);
    }
  }
}
