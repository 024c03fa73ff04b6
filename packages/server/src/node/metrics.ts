import { type Distribution, gauges, type Quantile, type Survey } from '@menagerie/server';
import { Counter, Gauge, Registry, Summary } from 'prom-client';

const QUANTILES: readonly Quantile[] = [0.5, 0.9, 0.99];

/**
 * Everything that is measured, for Prometheus, under the names that ZooKeeper's provider has for it:
 * as `mntr`, but without `zk_`.
 */
export async function metricsText(survey: Survey): Promise<string> {
  const registry = new Registry();
  const registers = [registry];
  const gauge = (name: string, value: number): void => {
    new Gauge({ name, help: helpOf(name), registers }).set(value);
  };
  for (const [name, value] of gauges(survey)) gauge(name, value);
  gauge('avg_latency', survey.traffic.latency.average);
  gauge('connection_drop_probability', 0);
  gauge('process_resident_memory_bytes', process.memoryUsage.rss());
  for (const [name, value] of Object.entries(survey.counters)) {
    new Counter({ name, help: helpOf(name), registers }).inc(value);
  }
  const { user, system } = process.cpuUsage();
  const cpu = 'process_cpu_seconds_total';
  new Counter({ name: cpu, help: helpOf(cpu), registers }).inc((user + system) / 1e6);
  for (const [name, distribution] of Object.entries(survey.distributions)) {
    registry.registerMetric(new Measured(name, distribution));
  }
  return await registry.metrics();
}

/** A summary whose values are kept elsewhere, where noting one costs less. */
class Measured extends Summary {
  readonly #distribution: Distribution;
  readonly #name: string;

  constructor(name: string, distribution: Distribution) {
    super({ name, help: helpOf(name), registers: [], percentiles: [...QUANTILES] });
    this.#name = name;
    this.#distribution = distribution;
  }

  override async get(): ReturnType<Summary['get']> {
    const empty = await super.get();
    const { count, sum } = this.#distribution;
    const quantiles = QUANTILES.map((quantile) => ({
      labels: { quantile },
      value: this.#distribution.quantile(quantile),
    }));
    return {
      ...empty,
      values: [
        ...quantiles,
        { metricName: `${this.#name}_sum`, labels: {}, value: sum },
        { metricName: `${this.#name}_count`, labels: {}, value: count },
      ],
    };
  }
}

function helpOf(name: string): string {
  return name.replaceAll('_', ' ');
}
