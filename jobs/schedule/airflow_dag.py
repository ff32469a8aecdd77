"""The nightly sweep of overrank as an Airflow DAG: put this file into the folder of DAGs."""

from datetime import datetime, timedelta

from airflow import DAG
from airflow.operators.bash import BashOperator

OVERRANK = "/opt/overrank"
NIGHTS = "/var/lib/overrank/nights"

with DAG(
    dag_id="overrank_nightly",
    description="R x lambda x seeds x solvers, compared with the night before",
    schedule="30 2 * * *",
    start_date=datetime(2026, 1, 1),
    catchup=False,
    max_active_runs=1,
    default_args={
        # A killed sweep is gone on with by the next attempt.
        "retries": 3,
        "retry_delay": timedelta(minutes=5),
        "execution_timeout": timedelta(hours=8),
    },
) as dag:
    # Exit code 75 (another call is at work) skips the task; 4 (a regression) fails it.
    BashOperator(
        task_id="sweep",
        bash_command=f"{OVERRANK}/jobs/nightly-sweep {OVERRANK}/conf/nightly.conf {NIGHTS}",
        env={"OVERRANK_NIGHT": "{{ ds }}"},
        append_env=True,
        skip_on_exit_code=75,
    )
