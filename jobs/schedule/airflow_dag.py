"""The nightly sweep and the nightly fit of overrank as Airflow DAGs: put this file into the folder of DAGs."""

from datetime import datetime, timedelta

from airflow import DAG
from airflow.operators.bash import BashOperator

OVERRANK = "/opt/overrank"


def nightly(kind: str, spec: str, nights: str, schedule: str) -> DAG:
    """A night as a task. A killed sweep is gone on with by the next attempt, a killed fit begun anew."""
    with DAG(
        dag_id=f"overrank_nightly_{kind}",
        description=f"A {kind}, compared with the last good night",
        schedule=schedule,
        start_date=datetime(2026, 1, 1),
        catchup=False,
        max_active_runs=1,
        default_args={
            # A night that is worse (4) fails again.
            "retries": 3,
            "retry_delay": timedelta(minutes=5),
            "execution_timeout": timedelta(hours=8),
        },
    ) as dag:
        # 0 and 3 (ended, not everything certified) are success, 75 (another call is at work) skips the
        # task, all others fail it.
        BashOperator(
            task_id=kind,
            bash_command=f"{OVERRANK}/jobs/nightly-{kind} {OVERRANK}/conf/{spec} {nights}",
            env={"OVERRANK_NIGHT": "{{ ds }}", "OVERRANK_ACCEPT": "3"},
            append_env=True,
            skip_on_exit_code=75,
        )
    return dag


sweep = nightly("sweep", "nightly.conf", "/var/lib/overrank/nights", schedule="30 2 * * *")
fit = nightly("fit", "nightly-fit.conf", "/var/lib/overrank/models", schedule="30 4 * * *")
